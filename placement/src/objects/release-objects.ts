import { ownRelease } from '../own-release.ts';
import type { PlannedObject } from '../plan.ts';
import type { PlannerInput } from '../planner-input.ts';
import type { ChosenCluster } from './chosen-cluster.ts';
import { differences } from './diff.ts';

/**
 * One Helm release a chosen cluster. None is ever planned away: a Helm release does not say which request it came from, so
 * that the plan for one more site would otherwise end all the others.
 *
 * @param chosen In the order of the rollout.
 */
export function releaseObjects(chosen: readonly ChosenCluster[], { request, profile }: PlannerInput): PlannedObject[] {
  const { name, namespace, version = profile.chartVersion } = request.spec.release;
  return chosen.map(({ candidate, values }) => {
    const { cluster, hostname } = candidate;
    const after = { chart: profile.chart, version, values: { hostname, ...values } };
    const object = { cluster: cluster.id, kind: 'Release' as const, namespace, name, after };
    const there = ownRelease(cluster, request, profile);
    if (there === undefined) return { change: 'create', ...object };

    const before = {
      chart: there.chart,
      version: there.version,
      ...(there.values && { values: withoutRanchers(there.values) }),
    };
    const isSame = there.status === 'deployed' && differences(before, after).length === 0;
    return { change: isSame ? 'none' : 'update', ...object, before };
  });
}

/** Rancher puts `global` into the values of what it installs; it is its own and stays as it is. */
function withoutRanchers(values: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(values).filter(([key]) => key !== 'global'));
}
