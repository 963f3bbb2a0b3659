import type { ClusterFacts } from './cluster-facts.ts';
import { type Fact, known, notKnown } from './fact.ts';
import type { PlacementRequest } from './placement-request.ts';
import { PREDICATES } from './predicates/index.ts';
import { minus, NO_RESOURCES, plus, type Resources } from './resources.ts';
import type { Verdict } from './verdict.ts';

/**
 * `fits`: every predicate passes. `adaptable`: it would with other settings. `unknown`: something could not be read, and
 * nothing speaks against it for good. `unfit`: the cluster itself has to change first.
 */
export type Standing = 'fits' | 'adaptable' | 'unknown' | 'unfit';

export type NamedVerdict = Verdict & { readonly predicate: string };

/** What is said of one cluster. */
export interface ClusterJudgement {
  readonly id: string;
  readonly name: string;
  readonly standing: Standing;
  /** In the order of the predicates; those that wait for one that did not pass are left out. */
  readonly verdicts: readonly NamedVerdict[];
  /** What is free on all nodes that take pods, together. */
  readonly free: Fact<Resources>;
}

const ORDER: readonly Standing[] = ['fits', 'adaptable', 'unknown', 'unfit'];

/**
 * Judges every cluster; the best standing first, then by name. The same input in any order gives the same answer.
 *
 * @param request What is asked of each; a function where it depends on the cluster.
 */
export function judgeClusters(
  clusters: readonly ClusterFacts[],
  request: PlacementRequest | ((cluster: ClusterFacts) => PlacementRequest),
): ClusterJudgement[] {
  const requestFor = typeof request === 'function' ? request : () => request;
  return clusters
    .map((cluster) => judgeCluster(cluster, requestFor(cluster)))
    .sort(
      (a, b) => ORDER.indexOf(a.standing) - ORDER.indexOf(b.standing) || compare(a.name, b.name) || compare(a.id, b.id),
    );
}

export function judgeCluster(cluster: ClusterFacts, request: PlacementRequest): ClusterJudgement {
  const verdicts: NamedVerdict[] = [];
  const passed = new Set<string>();
  for (const predicate of PREDICATES) {
    if (!predicate.after.every((earlier) => passed.has(earlier))) continue;
    const verdict = predicate.check({ cluster, request });
    verdicts.push({ predicate: predicate.id, ...verdict });
    if (verdict.state === 'pass') passed.add(predicate.id);
  }
  return { id: cluster.id, name: cluster.name, standing: standingOf(verdicts), verdicts, free: freeResources(cluster) };
}

function standingOf(verdicts: readonly Verdict[]): Standing {
  if (verdicts.some((verdict) => verdict.state === 'fail' && verdict.curedBy === 'cluster')) return 'unfit';
  if (verdicts.some(({ state }) => state === 'unknown')) return 'unknown';
  return verdicts.some(({ state }) => state === 'fail') ? 'adaptable' : 'fits';
}

function freeResources({ nodes }: ClusterFacts): Fact<Resources> {
  if (!nodes.known) return nodes;

  let free = NO_RESOURCES;
  for (const node of nodes.value) {
    if (!node.ready || !node.schedulable) continue;
    if (!node.requested.known) return notKnown(node.requested.why);
    free = plus(free, minus(node.allocatable, node.requested.value));
  }
  return known(free);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
