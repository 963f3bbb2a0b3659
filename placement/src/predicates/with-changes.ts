import { candidatesOf } from '../candidate.ts';
import { applyChanges, type Change } from '../remedy.ts';
import type { Candidate } from '../rule.ts';

/** The same cluster as it would be judged with the changes made; other clusters of the fleet are left out of it. */
export function withChanges(candidate: Candidate, changes: readonly Change[]): Candidate {
  const { cluster, request, profile, at } = candidate;
  const input = applyChanges(
    { request, clusters: [cluster], profile, at, delivery: { kind: 'releases' } as const },
    cluster.id,
    changes,
  );
  return candidatesOf(input)[0] ?? candidate;
}
