import { ownRelease } from '../own-release.ts';
import type { PlannedObject } from '../plan.ts';
import type { PlannerInput } from '../planner-input.ts';
import type { ChosenCluster } from './chosen-cluster.ts';
import { differences } from './diff.ts';
import { isTree } from './merged.ts';

type Values = Readonly<Record<string, unknown>>;

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
      ...(there.values && { values: withoutRanchers(there.values, values) }),
    };
    const isSame = there.status === 'deployed' && differences(before, after).length === 0;
    return { change: isSame ? 'none' : 'update', ...object, before };
  });
}

/** Rancher puts `global` into the values of what it installs. Of it, only what the plan sets too is the plan's to compare. */
function withoutRanchers({ global, ...values }: Values, planned: Values): Values {
  return planned['global'] === undefined ? values : { ...values, global: withKeysOf(planned['global'], global) };
}

function withKeysOf(planned: unknown, there: unknown): unknown {
  if (!isTree(planned) || !isTree(there)) return there;
  return Object.fromEntries(
    Object.keys(planned)
      .filter((key) => key in there)
      .map((key) => [key, withKeysOf(planned[key], there[key])]),
  );
}
