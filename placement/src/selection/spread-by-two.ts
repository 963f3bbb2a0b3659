import type { RatedCluster } from './selection.ts';
import { type LabelLimit, placeOf } from './spread-labels.ts';

/**
 * The choice with the largest total among those of the most clusters, at most `count`, that keep both limits. Exact: the
 * choices are the whole flows of least cost in the network
 *
 *     source → values of the first label → clusters → values of the second label → sink
 *
 * in which a value passes at most `atMost`. A side way of `atLeast` lets one through to each value and is worth more
 * than any cluster: filled, it says that so many different values are in. Clusters with the same two values are one edge whose
 * next unit is the best of them that is left. Each round sends one more along the cheapest way (Bellman-Ford). With a third
 * label the question would be three-dimensional matching, for which nobody knows a fast and exact answer.
 *
 * @param clusters The best first; all have both labels.
 * @returns In no order. Undefined: no choice has so many different values.
 */
export function spreadByTwo(
  clusters: readonly RatedCluster[],
  count: number,
  first: LabelLimit,
  second: LabelLimit,
): RatedCluster[] | undefined {
  const network = new Network();
  const source = network.node();
  const sink = network.node();
  const sideIn = network.node();
  const sideOut = network.node();
  const toSide = network.edge(
    source,
    sideIn,
    Array.from({ length: first.atLeast }, () => -BONUS),
  );
  const fromSide = network.edge(
    sideOut,
    sink,
    Array.from({ length: second.atLeast }, () => -BONUS),
  );

  const entries = new Map<string, number>();
  const exits = new Map<string, number>();
  const entryOf = (place: string) =>
    lookUp(entries, place, () => {
      const [outer, inner] = [network.node(), network.node()];
      network.edge(sideIn, outer, [0]);
      network.edge(source, outer, 0);
      network.edge(outer, inner, 0, first.atMost);
      return inner;
    });
  const exitOf = (place: string) =>
    lookUp(exits, place, () => {
      const [inner, outer] = [network.node(), network.node()];
      network.edge(inner, outer, 0, second.atMost);
      network.edge(outer, sideOut, [0]);
      network.edge(outer, sink, 0);
      return inner;
    });

  const groups = Map.groupBy(clusters, (cluster) =>
    JSON.stringify([placeOf(cluster, first.label), placeOf(cluster, second.label)]),
  );
  const edges = [...groups.values()].map((group) => {
    const [best] = group as [RatedCluster];
    const edge = network.edge(
      entryOf(placeOf(best, first.label) ?? ''),
      exitOf(placeOf(best, second.label) ?? ''),
      group.map(({ total }) => -Math.round(total)),
    );
    return { edge, group };
  });

  for (let sent = 0; sent < count && network.sendOne(source, sink); sent += 1);
  if (toSide.flow < first.atLeast || fromSide.flow < second.atLeast) return undefined;
  return edges.flatMap(({ edge, group }) => group.slice(0, edge.flow));
}

/** Larger than all totals of one way together, small enough to be added exactly. */
const BONUS = 1e12;

interface Edge {
  readonly from: number;
  readonly to: number;
  readonly capacity: number;
  /** Of each unit, rising; or of every unit. */
  readonly costs: readonly number[] | number;
  flow: number;
}

class Network {
  readonly #edges: Edge[] = [];
  #nodes = 0;

  node(): number {
    this.#nodes += 1;
    return this.#nodes - 1;
  }

  edge(from: number, to: number, costs: readonly number[] | number, capacity = Infinity): Edge {
    const edge = { from, to, costs, capacity: typeof costs === 'number' ? capacity : costs.length, flow: 0 };
    this.#edges.push(edge);
    return edge;
  }

  /** @returns Whether there was a way left. */
  sendOne(source: number, sink: number): boolean {
    const cost = new Array<number>(this.#nodes).fill(Infinity);
    const came = new Array<{ edge: Edge; by: 1 | -1 } | undefined>(this.#nodes);
    cost[source] = 0;
    for (let changed = true; changed;) {
      changed = false;
      const relax = (edge: Edge, by: 1 | -1) => {
        const [from, to] = by === 1 ? [edge.from, edge.to] : [edge.to, edge.from];
        const reached = (cost[from] ?? 0) + by * costOf(edge, by);
        if (reached >= (cost[to] ?? 0)) return;
        cost[to] = reached;
        came[to] = { edge, by };
        changed = true;
      };
      for (const edge of this.#edges) {
        if (edge.flow < edge.capacity) relax(edge, 1);
        if (edge.flow > 0) relax(edge, -1);
      }
    }
    if (cost[sink] === Infinity) return false;
    for (let step = came[sink]; step; step = came[step.by === 1 ? step.edge.from : step.edge.to])
      step.edge.flow += step.by;
    return true;
  }
}

/** Of the next unit, or of the last one that would come back. */
function costOf({ costs, flow }: Edge, by: 1 | -1): number {
  return typeof costs === 'number' ? costs : (costs[by === 1 ? flow : flow - 1] ?? 0);
}

function lookUp(places: Map<string, number>, place: string, make: () => number): number {
  const there = places.get(place) ?? make();
  places.set(place, there);
  return there;
}
