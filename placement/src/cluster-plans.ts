import { obstacleOf } from './assess-cluster.ts';
import type { ClusterPlan, Standing } from './plan.ts';
import type { Rollout } from './rollout.ts';
import type { RatedCluster, Selection } from './selection/selection.ts';

/** @param ranked Every cluster, the best first. */
export function clusterPlans(
  ranked: readonly RatedCluster[],
  { because }: Selection,
  { chosen }: Rollout,
): ClusterPlan[] {
  const plans = ranked.map((rated): ClusterPlan => {
    const { candidate, standing, verdicts, free } = rated.assessment;
    const place = chosen.get(rated.id);
    return {
      id: rated.id,
      name: rated.name,
      chosen: place !== undefined,
      because: because.get(rated.id) ?? unfitBecause(rated, standing),
      standing,
      sizing: candidate.sizing,
      verdicts,
      scores: rated.contributions,
      total: rated.total,
      free,
      nodes: candidate.packing?.fits ? candidate.packing.nodes : [],
      ...(candidate.hostname !== undefined && { hostname: candidate.hostname }),
      ...(place && { variant: place.variant, ring: place.ring }),
    };
  });
  return [...plans.filter((plan) => plan.chosen), ...plans.filter((plan) => !plan.chosen)];
}

const WORDS: Readonly<Record<Standing, string>> = {
  fits: 'it fits',
  adaptable: 'it would fit with other words in the request',
  unknown: 'it cannot be judged',
  unfit: 'it does not fit',
};

function unfitBecause({ assessment }: RatedCluster, standing: Standing): string {
  return `${WORDS[standing]}: ${obstacleOf(assessment)?.reason}`;
}
