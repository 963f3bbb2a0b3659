import type { NodeAffinity } from './node-affinity.ts';
import type { Resources } from './resources.ts';
import type { Toleration } from './toleration.ts';

/** What a release asks of a cluster. Empty class names mean the cluster's default class, as in the chart. */
export interface PlacementRequest {
  /** What its one pod requests. */
  readonly needed: Resources;
  /** Architectures that the image exists for. */
  readonly architectures: readonly string[];
  readonly tolerations: readonly Toleration[];
  readonly nodeSelector: Readonly<Record<string, string>>;
  readonly nodeAffinity: NodeAffinity;
  readonly storage: { readonly className: string; readonly existingClaim: string };
  readonly ingressClassName: string;
  /** Empty as long as none is chosen. */
  readonly hostname: string;
  readonly release: { readonly namespace: string; readonly name: string };
}
