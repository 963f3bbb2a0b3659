import type { Resources } from '../resources.ts';
import type { LabelSelector } from './label-selector.ts';
import type { NodeAffinity } from './node-affinity.ts';
import type { PodAffinityTerm } from './pod-affinity.ts';
import type { Toleration } from './toleration.ts';

/** What the scheduler looks at of a pod. */
export interface PodShape {
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Its own requests; one of `pods` comes on top by itself. */
  readonly requests: Resources;
  readonly architectures: readonly string[];
  /** Processor features by architecture that a node must show; only a node that says otherwise is refused. */
  readonly cpuFeatures: Readonly<Record<string, readonly string[]>>;
  readonly tolerations: readonly Toleration[];
  readonly nodeSelector: Readonly<Record<string, string>>;
  readonly nodeAffinity: NodeAffinity;
  readonly podAffinity: readonly PodAffinityTerm[];
  readonly podAntiAffinity: readonly PodAffinityTerm[];
  readonly spread: readonly SpreadConstraint[];
}

/** A topology spread constraint with `whenUnsatisfiable: DoNotSchedule`, and Kubernetes' defaults for what is not said here. */
export interface SpreadConstraint {
  /** Which pods of the pod's namespace are counted. */
  readonly labelSelector: LabelSelector;
  readonly topologyKey: string;
  readonly maxSkew: number;
}
