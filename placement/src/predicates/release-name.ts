import { fail, pass, unknown, type Predicate } from '../verdict.ts';

/** Hard rule: the release's name is free in its namespace. An installation never changes a release that is there. */
export const releaseName: Predicate = {
  id: 'release-name',
  after: ['connected'],
  check({ cluster, request: { release } }) {
    if (!cluster.releases.known) {
      return unknown(`its releases could not be read: ${cluster.releases.why}`, 'read the clusters again');
    }
    const there = cluster.releases.value.find(
      ({ namespace, name }) => namespace === release.namespace && name === release.name,
    );
    if (!there) return pass(`no release ${release.namespace}/${release.name} is there`);
    return fail(
      `it has the release ${release.namespace}/${release.name} already (${there.chart} ${there.version})`,
      'upgrade or uninstall it on the Apps page of that cluster',
    );
  },
};
