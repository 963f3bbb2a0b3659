import type { ClusterFacts } from './facts/cluster-facts.ts';
import { type Fact, known, notKnown } from './facts/fact.ts';
import type { NamedVerdict, Standing } from './plan.ts';
import { PREDICATES } from './predicates/index.ts';
import type { Resources } from './resources.ts';
import type { Candidate, Score } from './rule.ts';
import { SCORES } from './scores/index.ts';

/** All that is said of one cluster by itself, whatever the weights are and whatever is chosen. */
export interface Assessment {
  readonly candidate: Candidate;
  readonly standing: Standing;
  /** In the order of the predicates; those that wait for one that did not pass are left out. */
  readonly verdicts: readonly NamedVerdict[];
  /** Empty unless it fits. */
  readonly ratings: readonly Rating[];
  readonly free: Fact<Resources>;
}

export interface Rating {
  readonly score: Score;
  readonly value: number;
  readonly because: string;
}

export function assessCluster(candidate: Candidate): Assessment {
  const verdicts = verdictsOn(candidate);
  const standing = standingOf(verdicts);
  return {
    candidate,
    standing,
    verdicts,
    ratings: standing === 'fits' ? SCORES.map((score) => ({ score, ...score.rate(candidate) })) : [],
    free: freeResources(candidate.cluster),
  };
}

/** What keeps the cluster from fitting: of what decides its standing, the first. Undefined: it fits. */
export function obstacleOf({ standing, verdicts }: Assessment): NamedVerdict | undefined {
  return verdicts.find(
    (verdict) => verdict.state !== 'pass' && STANDING_OF[verdict.state](verdict.remedy.by) === standing,
  );
}

const STANDING_OF = {
  fail: (by: 'request' | 'cluster'): Standing => (by === 'cluster' ? 'unfit' : 'adaptable'),
  unknown: (): Standing => 'unknown',
};

function verdictsOn(candidate: Candidate): NamedVerdict[] {
  const verdicts: NamedVerdict[] = [];
  const passed = new Set<string>();
  for (const predicate of PREDICATES) {
    if (!predicate.after.every((earlier) => passed.has(earlier))) continue;
    const verdict = predicate.check(candidate);
    verdicts.push({ predicate: predicate.id, title: predicate.title, ...verdict });
    if (verdict.state === 'pass') passed.add(predicate.id);
  }
  return verdicts;
}

/** What the cluster itself has to change weighs more than what is not known, and this more than the words of the request. */
function standingOf(verdicts: readonly NamedVerdict[]): Standing {
  let standing: Standing = 'fits';
  for (const verdict of verdicts) {
    if (verdict.state === 'pass') continue;
    const worse = STANDING_OF[verdict.state](verdict.remedy.by);
    if (STANDINGS.indexOf(worse) > STANDINGS.indexOf(standing)) standing = worse;
  }
  return standing;
}

/** The best first. */
export const STANDINGS: readonly Standing[] = ['fits', 'adaptable', 'unknown', 'unfit'];

function freeResources({ nodes }: ClusterFacts): Fact<Resources> {
  if (!nodes.known) return nodes;

  const free: { cpu: number; memory: number; [other: string]: number } = { cpu: 0, memory: 0 };
  for (const { ready, schedulable, requested, allocatable } of nodes.value) {
    if (!ready || !schedulable) continue;
    if (!requested.known) return notKnown(requested.why);
    for (const name in allocatable) {
      free[name] = (free[name] ?? 0) + Math.max(0, (allocatable[name] ?? 0) - (requested.value[name] ?? 0));
    }
  }
  return known(free);
}
