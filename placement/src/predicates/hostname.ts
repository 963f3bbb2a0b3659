import { fail, pass, unknown, type Predicate } from '../verdict.ts';

/** Hard rule: no other ingress of the cluster answers to the name; two would take each other's logins. */
export const hostname: Predicate = {
  id: 'hostname',
  after: ['connected'],
  check({ cluster, request }) {
    if (request.hostname === '') return pass('no hostname is chosen yet');
    if (!cluster.hostnames.known) {
      return unknown(`its ingresses could not be read: ${cluster.hostnames.why}`, 'read the clusters again');
    }
    const taken = cluster.hostnames.value.find((entry) => entry.hostname === request.hostname);
    return taken
      ? fail(
          `${request.hostname} already belongs to the ingress ${taken.ingress}`,
          'choose another hostname',
          'settings',
        )
      : pass(`${request.hostname} is free`);
  },
};
