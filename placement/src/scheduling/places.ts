import type { NodeFacts } from '../facts/cluster-facts.ts';

/** Nodes by the value of one label: those with the same one are one place. */
export interface Places {
  readonly key: string;
  /** Number of the place of each node; -1 for a node without the label. */
  readonly of: readonly number[];
  /** How many nodes are in each place. */
  readonly sizes: readonly number[];
}

/** @param counts Nodes that are no part of it get -1, as those without the label. */
export function placesBy(
  nodes: readonly NodeFacts[],
  key: string,
  counts: (node: NodeFacts) => boolean = () => true,
): Places {
  const numbers = new Map<string, number>();
  const sizes: number[] = [];
  const of = nodes.map((node) => {
    const value = node.labels[key];
    if (value === undefined || !counts(node)) return -1;
    let place = numbers.get(value);
    if (place === undefined) {
      place = sizes.length;
      numbers.set(value, place);
      sizes.push(0);
    }
    sizes[place] = (sizes[place] ?? 0) + 1;
    return place;
  });
  return { key, of, sizes };
}
