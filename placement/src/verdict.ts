import type { Change } from './remedy.ts';

/** What a predicate says of a cluster. Reasons and remedies are sentences without the full stop. */
export type Verdict =
  | { readonly state: 'pass'; readonly reason: string }
  | { readonly state: 'fail' | 'unknown'; readonly reason: string; readonly remedy: Remedy };

/** What would help. With changes: making all of them turns this predicate to pass. */
export interface Remedy {
  readonly text: string;
  /** Whether other words in the request would do, or the cluster itself has to change. */
  readonly by: 'request' | 'cluster';
  /** Empty where it cannot be said in data, such as "install an ingress controller". */
  readonly changes: readonly Change[];
}

export function pass(reason: string): Verdict {
  return { state: 'pass', reason };
}

export function fail(reason: string, remedy: Remedy): Verdict {
  return { state: 'fail', reason, remedy };
}

/** What could not be read is never taken as fit. */
export function unknown(reason: string, text = 'read the cluster again', changes: readonly Change[] = []): Verdict {
  return { state: 'unknown', reason, remedy: { text, by: 'cluster', changes } };
}
