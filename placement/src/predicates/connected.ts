import { fail, pass, unknown, type Predicate } from '../verdict.ts';

/** Hard rule: the management cluster has a connection. All else is read through it. */
export const connected: Predicate = {
  id: 'connected',
  after: [],
  check({ cluster }) {
    if (!cluster.connected.known) {
      return unknown(`it is not known whether it is connected: ${cluster.connected.why}`, 'read the clusters again');
    }
    return cluster.connected.value
      ? pass('it is connected')
      : fail('it is not connected', 'check its cluster agent and its network, then read the clusters again');
  },
};
