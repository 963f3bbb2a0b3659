import type { Fact } from './fact.ts';
import type { Resources } from './resources.ts';

/** One cluster, as far as it could be read. */
export interface ClusterFacts {
  readonly id: string;
  /** The name that people see. */
  readonly name: string;
  /** Whether the management cluster has a connection to it. */
  readonly connected: Fact<boolean>;
  readonly nodes: Fact<readonly NodeFacts[]>;
  readonly storageClasses: Fact<readonly ClassFacts[]>;
  readonly ingressClasses: Fact<readonly ClassFacts[]>;
  readonly hostnames: Fact<readonly HostnameFacts[]>;
  /** All Helm releases that Rancher knows of there, Face Auth or not. */
  readonly releases: Fact<readonly ReleaseFacts[]>;
}

export interface NodeFacts {
  readonly name: string;
  /** `linux`, `windows`. */
  readonly os: string;
  /** As Go names it: `amd64`, `arm64`. */
  readonly architecture: string;
  readonly ready: boolean;
  /** False when cordoned. */
  readonly schedulable: boolean;
  readonly labels: Readonly<Record<string, string>>;
  readonly taints: readonly Taint[];
  readonly allocatable: Resources;
  /** What the pods on it have asked for. */
  readonly requested: Fact<Resources>;
}

export interface Taint {
  readonly key: string;
  readonly value: string;
  readonly effect: 'NoSchedule' | 'PreferNoSchedule' | 'NoExecute';
}

/** A storage class or an ingress class. */
export interface ClassFacts {
  readonly name: string;
  readonly isDefault: boolean;
}

/** A name that an ingress answers to. */
export interface HostnameFacts {
  readonly hostname: string;
  /** `namespace/name` of the ingress. */
  readonly ingress: string;
}

export interface ReleaseFacts {
  readonly namespace: string;
  readonly name: string;
  readonly chart: string;
  readonly version: string;
}
