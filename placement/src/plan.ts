import type { Fact } from './facts/fact.ts';
import type { Resources } from './resources.ts';
import type { Sizing } from './sizing.ts';
import type { Verdict } from './verdict.ts';

/** What the planner answers. The same input, in any order, gives the same plan. */
export interface Plan {
  /** The request's name. */
  readonly name: string;
  readonly release: {
    readonly name: string;
    readonly namespace: string;
    readonly chart: string;
    readonly version: string;
  };
  /** Chosen ones first in the order of choice, then those that fit, adaptable, unknown, unfit; each by total, then name, then id. */
  readonly clusters: readonly ClusterPlan[];
  readonly variants: readonly Variant[];
  readonly rings: readonly Ring[];
  /** What to create, to change and to delete, in the order in which it is done. */
  readonly objects: readonly PlannedObject[];
  /** Set when fewer clusters were chosen than asked for. */
  readonly shortfall?: { readonly wanted: number; readonly chosen: number; readonly reason: string };
  readonly warnings: readonly string[];
}

/**
 * `fits`: every predicate passes. `adaptable`: it would with other words in the request. `unknown`: something could not be
 * read, and nothing speaks against it for good. `unfit`: the cluster itself has to change first.
 */
export type Standing = 'fits' | 'adaptable' | 'unknown' | 'unfit';

export interface ClusterPlan {
  readonly id: string;
  readonly name: string;
  readonly chosen: boolean;
  /** Why it was chosen, or not: a sentence without the full stop. */
  readonly because: string;
  readonly standing: Standing;
  readonly sizing: Sizing;
  /** In the order of the predicates; those that wait for one that did not pass are left out. */
  readonly verdicts: readonly NamedVerdict[];
  /** Empty unless it fits. */
  readonly scores: readonly Contribution[];
  /** Sum of weight × value; 0 unless it fits. */
  readonly total: number;
  /** What is free on all nodes that take pods, together. */
  readonly free: Fact<Resources>;
  /** Node of each pod, where they fit. */
  readonly nodes: readonly string[];
  readonly hostname?: string;
  /** Name of its variant and ring, where it is chosen. */
  readonly variant?: string;
  readonly ring?: string;
}

export type NamedVerdict = Verdict & { readonly predicate: string; readonly title: string };

export interface Contribution {
  readonly score: string;
  readonly title: string;
  readonly value: number;
  readonly weight: number;
  readonly formula: string;
  readonly because: string;
}

/** Chosen clusters whose values are the same but for what is templated from the cluster. */
export interface Variant {
  /** Such as `edge-sqlite`. */
  readonly name: string;
  /** Values of the chart. The hostname as a template of Fleet, or left out where each cluster gets a release of its own. */
  readonly values: Readonly<Record<string, unknown>>;
  /** Ids. */
  readonly clusters: readonly string[];
}

export interface Ring {
  readonly name: string;
  /** Ids, in the order of the plan. */
  readonly clusters: readonly string[];
}

/** One Helm release on one cluster, with the values that are meant for exactly that cluster. */
export interface PlannedObject {
  readonly change: 'create' | 'update' | 'delete' | 'none';
  /** Id of the cluster it is on; undefined for an object of the management cluster. */
  readonly cluster?: string;
  readonly kind: 'Release' | 'HelmOp' | 'ClusterLabel';
  readonly namespace: string;
  readonly name: string;
  /** As it shall be; undefined for a deletion. */
  readonly after?: Readonly<Record<string, unknown>>;
  /** As it is; undefined for a creation. */
  readonly before?: Readonly<Record<string, unknown>>;
}
