import type { IngressClassFacts, PodFacts, StorageClassFacts } from '../facts/cluster-facts.ts';
import type { NodeTaint } from '../scheduling/node-taint.ts';

type Weighted<T> = T & { readonly weight: number };
/** The least and the most, both included. */
export type Range = readonly [number, number];

/** What the clusters of one kind of business look like, as chances and ranges. */
export interface FleetShape {
  /** Names are this and a number: `plant-00017`. */
  readonly prefix: string;
  readonly sites: readonly Weighted<SiteKind>[];
  readonly regions: readonly Weighted<{ readonly name: string }>[];
  readonly kubernetes: readonly Weighted<{ readonly version: string; readonly provider: string }>[];
  readonly storage: readonly Weighted<{ readonly classes: readonly StorageClassFacts[] }>[];
  readonly ingress: readonly Weighted<{ readonly classes: readonly IngressClassFacts[] }>[];
  /** API groups beside Kubernetes' own, each with how likely it is. */
  readonly apiGroups: Readonly<Record<string, number>>;
  /** How likely a Service of type LoadBalancer gets an address. */
  readonly loadBalancer: number;
  /** Values of the cost label. */
  readonly cost: Range;
  /** Helm releases of others. */
  readonly releases: Range;
  /** How likely each fault is, 0..1. */
  readonly faults: {
    /** The cluster is not connected. */
    readonly outage: number;
    /** It is, but its facts are from hours or days ago. */
    readonly stale: number;
    /** It is, but some of its facts could not be read. */
    readonly unknown: number;
    /** Of each node. */
    readonly nodeNotReady: number;
    /** Of each node. */
    readonly cordoned: number;
  };
  /** How likely Face Auth is there already. */
  readonly faceAuth: number;
}

export interface SiteKind {
  readonly role: 'edge' | 'cloud';
  readonly pools: readonly NodePool[];
}

/** Equal machines of one site. */
export interface NodePool {
  readonly name: string;
  readonly count: Range;
  readonly architecture: 'amd64' | 'arm64';
  readonly cores: number;
  readonly memoryGib: number;
  /** Share of its CPU and memory that others have requested, 0..1, drawn for each node. */
  readonly used: readonly [number, number];
  readonly taints?: readonly NodeTaint[];
  readonly labels?: Readonly<Record<string, string>>;
  /** So many zones, node by node in turn. */
  readonly zones?: number;
  /** Whether the processors have AVX, where Node Feature Discovery runs and tells. */
  readonly avx?: boolean;
  readonly pods?: readonly PodFacts[];
}
