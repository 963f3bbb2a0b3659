import type { ClusterFacts, NodeFacts } from './facts/cluster-facts.ts';
import type { ReleaseProfile } from './release-profile.ts';
import type { PlacementRequest } from './request/placement-request.ts';
import type { RivalsOf } from './fleet-hostnames.ts';
import type { PackingResult } from './scheduling/pack-pods.ts';
import type { PodShape } from './scheduling/pod-shape.ts';
import type { Sizing } from './sizing.ts';
import type { Verdict } from './verdict.ts';

/** What a rule looks at: one cluster, and what is asked of it. Derived once per cluster, before the rules. */
export interface Candidate {
  readonly cluster: ClusterFacts;
  readonly request: PlacementRequest;
  readonly profile: ReleaseProfile;
  /** The request's hostname with this cluster's name and labels put in; undefined where a label it names is missing, or no DNS name comes out. */
  readonly hostname: string | undefined;
  readonly sizing: Sizing;
  /** The pods that the scheduler will have to place; `sizing.replicas` times the same. */
  readonly pod: PodShape;
  /** Those of the cluster, where they are known, without the pods of an earlier version of the same release. */
  readonly nodes: readonly NodeFacts[] | undefined;
  /** Undefined where the nodes or what their pods request are not known. */
  readonly packing: PackingResult | undefined;
  /** Which other clusters of the fleet answer to the same hostname, or would; ids. */
  readonly hostnameRivals: readonly string[];
  /** The same for another hostname. */
  readonly rivalsOf: RivalsOf;
  /** The time of planning, ms since the epoch. */
  readonly at: number;
}

/** A hard rule about one cluster. One file each, in `predicates/`. */
export interface Predicate {
  readonly id: string;
  /** What it asks, for people: the heading in tables and in the wizard. */
  readonly title: string;
  /** Predicates that have to pass before this one says anything: what follows from a fault is not a second fault. */
  readonly after: readonly string[];
  check(candidate: Candidate): Verdict;
}

/** How good one cluster is in one respect. One file each, in `scores/`. */
export interface Score {
  readonly id: 'headroom' | 'locality' | 'redundancy' | 'storage' | 'cost' | 'quiet' | 'stickiness' | 'freshness';
  readonly title: string;
  /** -10..10, unless the request says otherwise. */
  readonly defaultWeight: number;
  /** Its formula as one would write it on paper, shown by explain. */
  readonly formula: string;
  /** Only for clusters whose predicates all pass. @returns 0..100, and the numbers put into the formula, as a part of a sentence. */
  rate(candidate: Candidate): { readonly value: number; readonly because: string };
}
