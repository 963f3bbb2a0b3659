import type { ClusterFacts } from './cluster-facts.ts';
import type { PlacementRequest } from './placement-request.ts';

/** What a predicate says of a cluster. Reason and remedy are sentences without the full stop. */
export type Verdict =
  | { readonly state: 'pass'; readonly reason: string }
  | {
      readonly state: 'fail';
      readonly reason: string;
      readonly remedy: string;
      /** Whether other settings of the release would do, or the cluster itself has to change. */
      readonly curedBy: 'settings' | 'cluster';
    }
  | { readonly state: 'unknown'; readonly reason: string; readonly remedy: string };

export function pass(reason: string): Verdict {
  return { state: 'pass', reason };
}

export function fail(reason: string, remedy: string, curedBy: 'settings' | 'cluster' = 'cluster'): Verdict {
  return { state: 'fail', reason, remedy, curedBy };
}

export function unknown(reason: string, remedy: string): Verdict {
  return { state: 'unknown', reason, remedy };
}

/** A hard rule about one cluster. */
export interface Predicate {
  readonly id: string;
  /** Predicates that have to pass before this one says anything: what follows from a fault is not a second fault. */
  readonly after: readonly string[];
  check(input: { readonly cluster: ClusterFacts; readonly request: PlacementRequest }): Verdict;
}
