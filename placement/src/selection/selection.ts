import type { Assessment } from '../assess-cluster.ts';
import type { Contribution, Plan } from '../plan.ts';
import type { PlacementRequest } from '../request/placement-request.ts';

/** An assessed cluster under the weights of the moment. */
export interface RatedCluster {
  readonly id: string;
  readonly name: string;
  readonly assessment: Assessment;
  /** Empty unless it fits. */
  readonly contributions: readonly Contribution[];
  /** Sum of weight × value, a whole number; 0 unless it fits. */
  readonly total: number;
}

export interface Selection {
  /** The best first. */
  readonly chosen: readonly RatedCluster[];
  /** Of every cluster that fits, by id: why it was chosen, or left out. */
  readonly because: ReadonlyMap<string, string>;
  readonly shortfall?: NonNullable<Plan['shortfall']>;
}

export type SelectionWish = PlacementRequest['spec']['selection'];
export type SpreadLimit = PlacementRequest['spec']['spread'][number];
