import { type Assessment, assessCluster, STANDINGS } from './assess-cluster.ts';
import { candidatesOf } from './candidate.ts';
import { clusterPlans } from './cluster-plans.ts';
import { compareText } from './compare.ts';
import { plannedObjects } from './objects/planned-objects.ts';
import type { Plan } from './plan.ts';
import type { PlannerInput } from './planner-input.ts';
import { rateCluster } from './rate-cluster.ts';
import type { PlacementRequest } from './request/placement-request.ts';
import { rolloutOf } from './rollout.ts';
import { selectClusters } from './selection/select-clusters.ts';
import type { RatedCluster } from './selection/selection.ts';
import { warningsOf } from './warnings.ts';

/** Of a request's spec, what can be changed without looking at every cluster again. */
export type Choice = Partial<Pick<PlacementRequest['spec'], 'weights' | 'selection' | 'spread' | 'rings'>>;

/** The clusters with all that does not depend on the choice. */
export interface Prepared {
  readonly input: PlannerInput;
  /** By name, then id. */
  readonly assessments: readonly Assessment[];
}

/** Judges every cluster, chooses, and says what is to be done. The same input, in any order, gives the same plan. */
export function planPlacement(input: PlannerInput): Plan {
  return finishPlan(preparePlan(input));
}

export function preparePlan(input: PlannerInput): Prepared {
  const assessments = candidatesOf(input)
    .map(assessCluster)
    .sort(
      ({ candidate: { cluster: a } }, { candidate: { cluster: b } }) =>
        compareText(a.name, b.name) || compareText(a.id, b.id),
    );
  return { input, assessments };
}

/** @param choice Goes over the request's own. */
export function finishPlan(prepared: Prepared, choice: Choice = {}): Plan {
  const request = { ...prepared.input.request, spec: { ...prepared.input.request.spec, ...choice } };
  const input = { ...prepared.input, request };
  const { assessments } = hasSameTargets(prepared.input.request, request) ? prepared : preparePlan(input);

  const ranked = assessments.map((assessment) => rateCluster(assessment, request.spec.weights)).sort(byRank);
  const selection = selectClusters(ranked, request.spec.selection, request.spec.spread);
  const rollout = rolloutOf(selection.chosen, input);
  const { name, namespace, version = input.profile.chartVersion } = request.spec.release;

  return {
    name: request.metadata.name,
    release: { name, namespace, chart: input.profile.chart, version },
    clusters: clusterPlans(ranked, selection, rollout),
    variants: rollout.variants,
    rings: rollout.rings,
    objects: plannedObjects(ranked, rollout, input),
    ...(selection.shortfall && { shortfall: selection.shortfall }),
    warnings: warningsOf(ranked, selection, input),
  };
}

/** They come sorted by name and id, and equal ones stay so. */
function byRank(a: RatedCluster, b: RatedCluster): number {
  return STANDINGS.indexOf(a.assessment.standing) - STANDINGS.indexOf(b.assessment.standing) || b.total - a.total;
}

/** Which clusters can be chosen together decides which of them are rivals for a hostname. */
function hasSameTargets({ spec: a }: PlacementRequest, { spec: b }: PlacementRequest): boolean {
  return a.selection === b.selection || targetsKey(a.selection) === targetsKey(b.selection);
}

function targetsKey(selection: PlacementRequest['spec']['selection']): string {
  if (selection.mode === 'named') return JSON.stringify([...selection.clusters].sort());
  return selection.mode === 'best' && selection.count === 1 ? 'one' : 'several';
}
