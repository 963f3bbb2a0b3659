import type { Candidate } from '../rule.ts';

/** A chosen cluster with what the plan has made up about it. */
export interface ChosenCluster {
  readonly candidate: Candidate;
  /** Without the hostname. */
  readonly values: Readonly<Record<string, unknown>>;
  readonly variant: string;
  readonly ring: string;
}
