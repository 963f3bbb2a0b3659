import { candidatesOf } from '../candidate.ts';
import type { ClusterFacts } from '../facts/cluster-facts.ts';
import type { PlannerInput } from '../planner-input.ts';
import { PREDICATES } from '../predicates/index.ts';
import type { ReleaseProfile } from '../release-profile.ts';
import type { PlacementRequestInput } from '../request/placement-request.ts';
import type { Candidate, Predicate } from '../rule.ts';
import { clusterFacts, placementRequest, plannerInput, releaseProfile } from '../testing.ts';
import type { Verdict } from '../verdict.ts';

interface Case {
  readonly facts?: Partial<ClusterFacts>;
  readonly spec?: Partial<PlacementRequestInput['spec']>;
  readonly profile?: Partial<ReleaseProfile>;
  /** The rest of the fleet. */
  readonly others?: readonly ClusterFacts[];
}

/** What one predicate says of `clusterFacts()` with the given differences. */
export function judge(predicate: string, { facts, spec, profile, others = [] }: Case = {}): Verdict {
  const input = plannerInput({
    clusters: [clusterFacts(facts), ...others],
    request: placementRequest(spec),
    profile: releaseProfile(profile),
  });
  return verdictOn(input, input.clusters[0]?.id ?? '', predicate);
}

export function verdictOn(input: PlannerInput, clusterId: string, predicate: string): Verdict {
  return predicateNamed(predicate).check(candidateFor(input, clusterId));
}

function candidateFor(input: PlannerInput, clusterId: string): Candidate {
  const candidate = candidatesOf(input).find(({ cluster }) => cluster.id === clusterId);
  if (!candidate) throw new Error(`no cluster ${clusterId}`);
  return candidate;
}

function predicateNamed(id: string): Predicate {
  const predicate = PREDICATES.find((each) => each.id === id);
  if (!predicate) throw new Error(`no predicate ${id}`);
  return predicate;
}
