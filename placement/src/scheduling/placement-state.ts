import type { NodeFacts } from '../facts/cluster-facts.ts';
import type { Places } from './places.ts';
import type { EvenRule, Refusal, TopologyRules } from './topology-rules.ts';

/**
 * Pods of ours put on nodes one after the other, as the scheduler does it, each allowed by what is there at that moment. The
 * rules are asked in the scheduler's order, so that the cause is its cause.
 */
export interface PlacementState {
  /** How many of them are on each node. */
  readonly counts: readonly number[];
  /** Why the node takes no further one. Undefined: it takes one, if it has room. */
  refusal(index: number): Refusal | undefined;
  put(index: number): void;
  takeBack(index: number): void;
}

export function placementState(nodes: readonly NodeFacts[], rules: TopologyRules): PlacementState {
  const counts = nodes.map(() => 0);
  const apart = rules.apart.map((places) => ({ places, found: places.sizes.map(() => 0) }));
  const near = rules.near?.terms.map(({ places, found }) => ({ places, found: [...found] })) ?? [];
  const even = rules.even.map((rule) => ({ ...rule, found: [...rule.found] }));

  const change = (index: number, by: number) => {
    counts[index] = (counts[index] ?? 0) + by;
    for (const { places, found } of apart) add(places, found, index, by);
    if (rules.near?.ourselves) for (const { places, found } of near) add(places, found, index, by);
    for (const { places, found, ourselves } of even) if (ourselves) add(places, found, index, by);
  };

  return {
    counts,
    refusal(index) {
      const name = nodes[index]?.name ?? '';
      for (const rule of even) {
        if (unevens(rule, index)) return { cause: 'spread', reason: spreadReason(name, rule, index) };
      }
      if (rules.near && !finds(near, rules.near.ourselves, index)) {
        return { cause: 'pod-affinity', reason: `${name} is not near a pod ${rules.near.text}` };
      }
      for (const { places, found } of apart) {
        if (at(places, found, index) > 0) {
          const where = (counts[index] ?? 0) > 0 ? name : `the ${places.key} of ${name}`;
          return { cause: 'pod-anti-affinity', reason: `${where} has one of the pods already` };
        }
      }
      return rules.repelled[index];
    },
    put: (index) => change(index, 1),
    takeBack: (index) => change(index, -1),
  };
}

/** The node must be in a place of every term, and each of these have a pod that is meant, unless there is none anywhere. */
function finds(terms: readonly { places: Places; found: number[] }[], ourselves: boolean, index: number): boolean {
  if (terms.some(({ places }) => (places.of[index] ?? -1) < 0)) return false;
  if (terms.every(({ places, found }) => at(places, found, index) > 0)) return true;
  return ourselves && terms.every(({ found }) => found.every((count) => count === 0));
}

/**
 * PodTopologySpread: `pods in the place + 1 - fewest pods in any place > maxSkew`. A node without the label is refused.
 */
function unevens({ places, found, maxSkew, ourselves }: EvenRule, index: number): boolean {
  if ((places.of[index] ?? -1) < 0) return true;
  return at(places, found, index) + Number(ourselves) - Math.min(...found) > maxSkew;
}

function spreadReason(name: string, { places, maxSkew }: EvenRule, index: number): string {
  return (places.of[index] ?? -1) < 0
    ? `${name} has no label ${places.key}, by which the pods are spread`
    : `one more on ${name} would be uneven by more than ${maxSkew} over ${places.key}`;
}

function at({ of }: Places, found: readonly number[], index: number): number {
  return found[of[index] ?? -1] ?? 0;
}

function add({ of }: Places, found: number[], index: number, by: number): void {
  const place = of[index] ?? -1;
  if (place >= 0) found[place] = (found[place] ?? 0) + by;
}
