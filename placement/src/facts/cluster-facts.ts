import type { Resources } from '../resources.ts';
import type { NodeTaint } from '../scheduling/node-taint.ts';
import type { PodAffinityTerm } from '../scheduling/pod-affinity.ts';
import type { Fact } from './fact.ts';

type Labels = Readonly<Record<string, string>>;

/** One cluster, as far as it could be read. Plain data: it can be saved as JSON and read again. */
export interface ClusterFacts {
  readonly id: string;
  /** The name that people see. */
  readonly name: string;
  readonly labels: Labels;
  readonly annotations: Labels;
  /** When these facts were read, ms since the epoch. */
  readonly readAt: number;
  readonly connection: Fact<Connection>;
  /** As the API server says it: `v1.34.1+k3s1`. */
  readonly kubernetesVersion: Fact<string>;
  /** Who made the cluster, in Rancher's words: `k3s`, `rke2`, `eks`. */
  readonly provider: Fact<string>;
  readonly nodes: Fact<readonly NodeFacts[]>;
  readonly storageClasses: Fact<readonly StorageClassFacts[]>;
  readonly ingressClasses: Fact<readonly IngressClassFacts[]>;
  readonly gatewayClasses: Fact<readonly GatewayClassFacts[]>;
  /** Whether a Service of type LoadBalancer gets an address. */
  readonly loadBalancer: Fact<boolean>;
  /** API groups that the cluster serves, such as `cert-manager.io`, `monitoring.coreos.com`. */
  readonly apiGroups: Fact<readonly string[]>;
  /** cert-manager's. */
  readonly issuers: Fact<readonly IssuerFacts[]>;
  readonly namespaces: Fact<readonly NamespaceFacts[]>;
  readonly hostnames: Fact<readonly HostnameFacts[]>;
  /** All Helm releases, Face Auth or not. */
  readonly releases: Fact<readonly ReleaseFacts[]>;
}

export interface Connection {
  readonly connected: boolean;
  /** Since when it is not, ms since the epoch; undefined where nobody knows. */
  readonly lostAt?: number;
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
  /** All of them; those of Node Feature Discovery tell the processor's features. */
  readonly labels: Labels;
  readonly taints: readonly NodeTaint[];
  readonly allocatable: Resources;
  /** What the pods on it have asked for, and how many they are. */
  readonly requested: Fact<Resources>;
  /** The pods on it; equal ones once, with their count. */
  readonly pods: Fact<readonly PodFacts[]>;
}

export interface PodFacts {
  readonly namespace: string;
  readonly labels: Labels;
  /** How many such pods; 1 where it is not said. */
  readonly count?: number;
  /**
   * What each requests, itself included as one of `pods`; said of pods with the label app.kubernetes.io/name=face-auth, so
   * that an upgrade, which ends them first, can be planned without them.
   */
  readonly requests?: Resources;
  /** Its required anti-affinity, which also keeps others away from it. */
  readonly antiAffinity: readonly PodAffinityTerm[];
}

export interface StorageClassFacts {
  readonly name: string;
  readonly isDefault: boolean;
  readonly provisioner: string;
  readonly canExpand: boolean;
}

export interface IngressClassFacts {
  readonly name: string;
  readonly isDefault: boolean;
  /** `traefik.io/ingress-controller`. */
  readonly controller: string;
}

export interface GatewayClassFacts {
  readonly name: string;
  readonly controller: string;
}

export interface IssuerFacts {
  readonly kind: 'ClusterIssuer' | 'Issuer';
  readonly name: string;
  /** Empty for a ClusterIssuer. */
  readonly namespace: string;
}

export interface NamespaceFacts {
  readonly name: string;
  /** The level that is enforced by `pod-security.kubernetes.io/enforce`; undefined where the namespace does not say. */
  readonly podSecurity?: string;
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
  /** Helm's word: `deployed`, `failed`, `pending-upgrade`. */
  readonly status: string;
  /** Those that were set; only of Face Auth releases, where they could be read. */
  readonly values?: Readonly<Record<string, unknown>>;
}
