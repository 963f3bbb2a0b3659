import type { RatedCluster, SpreadLimit } from './selection.ts';

/** What the request says of one label, said in one place. */
export interface LabelLimit {
  readonly label: string;
  /** Infinity without a limit. */
  readonly atMost: number;
  /** 0 without a limit. */
  readonly atLeast: number;
}

/** One limit a label, the tightest of each kind. */
export function limitsOf(spread: readonly SpreadLimit[]): LabelLimit[] {
  const limits = new Map<string, LabelLimit>();
  for (const { label, atMost = Infinity, atLeast = 0 } of spread) {
    const other = limits.get(label);
    limits.set(label, {
      label,
      atMost: Math.min(atMost, other?.atMost ?? Infinity),
      atLeast: Math.max(atLeast, other?.atLeast ?? 0),
    });
  }
  return [...limits.values()];
}

/**
 * The cluster's value of a label. Undefined keeps it out of a spread by that label, as Kubernetes does with nodes: nobody
 * can say against which limit it would count, and a missing fact is not permission.
 */
export function placeOf({ assessment }: RatedCluster, label: string): string | undefined {
  return assessment.candidate.cluster.labels[label];
}
