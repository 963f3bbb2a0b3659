import type { ReleaseFacts } from '../facts/cluster-facts.ts';
import { releaseOfThatName } from '../own-release.ts';
import type { PlacementRequest } from '../request/placement-request.ts';
import type { Predicate } from '../rule.ts';
import { fail, pass, unknown, type Verdict } from '../verdict.ts';

/** Helm's words for a release that another operation holds: it refuses a second one. */
const BUSY = ['pending-install', 'pending-upgrade', 'pending-rollback', 'uninstalling'];

/** Longest name of a release that Helm takes. */
const LONGEST = 53;

/** Hard rule: the release's name is free in its namespace, or is that of a release of ours, which is upgraded. */
export const releaseName: Predicate = {
  id: 'release-name',
  title: 'Name of the release',
  after: ['connected'],
  check({ cluster, request, profile }) {
    const { release } = request.spec;
    if (!cluster.releases.known) return unknown(`its releases could not be read: ${cluster.releases.why}`);

    const there = releaseOfThatName(cluster, request);
    if (!there) return pass(`no release ${release.namespace}/${release.name} is there`);
    if (there.chart !== profile.chart) return foreign(there, cluster.releases.value, request);
    if (BUSY.includes(there.status)) {
      return fail(`its release ${there.namespace}/${there.name} is in the state ${there.status}`, {
        text: 'wait until that has ended, or roll it back',
        by: 'cluster',
        changes: [],
      });
    }
    const wanted = release.version ?? profile.chartVersion;
    return pass(
      there.version === wanted
        ? `${there.chart} ${there.version} is there already`
        : `${there.chart} ${there.version} is there and becomes ${wanted}`,
    );
  },
};

function foreign(
  { namespace, name, chart, version }: ReleaseFacts,
  releases: readonly ReleaseFacts[],
  { spec }: PlacementRequest,
): Verdict {
  const other = freeName(
    spec.release.name,
    new Set(releases.filter((each) => each.namespace === namespace).map((each) => each.name)),
  );
  return fail(`it has the release ${namespace}/${name} already (${chart} ${version})`, {
    text: `choose another release name, such as ${other}`,
    by: 'request',
    changes: [{ kind: 'set-request', path: ['release', 'name'], value: other }],
  });
}

function freeName(name: string, taken: ReadonlySet<string>): string {
  for (let number = 2; ; number += 1) {
    const suffix = `-${number}`;
    const other = name.slice(0, LONGEST - suffix.length).replace(/-+$/, '') + suffix;
    if (!taken.has(other)) return other;
  }
}
