import type { ClusterFacts } from './facts/cluster-facts.ts';
import type { ReleaseProfile } from './release-profile.ts';
import type { PlacementRequest } from './request/placement-request.ts';

export interface PlannerInput {
  readonly request: PlacementRequest;
  /** In any order; ids are unique. */
  readonly clusters: readonly ClusterFacts[];
  readonly profile: ReleaseProfile;
  /** Now, ms since the epoch: the age of facts is counted from it. */
  readonly at: number;
  readonly delivery: Delivery;
}

/** By what means the plan is carried out; it decides which objects the plan names. */
export type Delivery =
  /** Rancher's Apps, or Helm by a kubeconfig: one release a cluster, compared with the releases in the facts. */
  | { readonly kind: 'releases' }
  /** One HelmOp a variant and ring, clusters chosen by a label. */
  | {
      readonly kind: 'fleet';
      readonly workspace: string;
      /** Address of the chart repository. */
      readonly repository: string;
      /** HelmOps of ours that are there, as Kubernetes objects. */
      readonly helmOps: readonly Readonly<Record<string, unknown>>[];
    };
