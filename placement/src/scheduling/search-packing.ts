import type { NodeFacts } from '../facts/cluster-facts.ts';
import { fillEvenly, type Packing } from './fill-evenly.ts';
import { type PlacementState, placementState } from './placement-state.ts';
import type { TopologyRules } from './topology-rules.ts';

/** States looked at before the search gives up. */
const BUDGET = 5_000;

/**
 * Puts pods on nodes under rules between pods.
 *
 * Where the order is free (see there), taking any allowed node until none is left puts as many as can be put, and no search
 * is made. Otherwise all orders are tried, equal nodes once, up to a budget: past it a packing that exists may be missed,
 * and none is ever reported that does not exist. Such rules are rare: pod affinity to the release's own pods, anti-affinity
 * over two labels that cross, spread together with one of these. There the scheduler, which never takes a pod back, may
 * itself miss the packing that is found here.
 *
 * @param room For how many pods each node has room; 0 where it cannot run them.
 */
export function searchPacking(
  nodes: readonly NodeFacts[],
  room: readonly number[],
  rules: TopologyRules,
  count: number,
): Packing {
  const limits = roomUnder(room, rules);
  if (isByNode(rules)) return fillEvenly(limits, count);

  const state = placementState(nodes, rules);
  const free = isOrderFree(rules);
  const kinds = free ? [] : kindsOf(nodes, limits, rules);
  const seen = new Set<string>();
  let budget = BUDGET;
  let best: Packing = { placed: 0, counts: state.counts.map(() => 0) };

  const fill = (placed: number): boolean => {
    if (placed > best.placed) best = { placed, counts: [...state.counts] };
    if (placed === count) return true;
    if (!free && (--budget < 0 || isSeen(seen, state, kinds) || placed + bound(state, limits, rules) <= best.placed)) {
      return false;
    }
    for (const index of choices(state, limits, kinds)) {
      state.put(index);
      if (fill(placed + 1)) return true;
      if (free) return false;
      state.takeBack(index);
    }
    return false;
  };
  fill(0);
  return best;
}

/** None on a node that is kept free of it, and one at most where each place of an anti-affinity is one node. */
function roomUnder(room: readonly number[], { apart, repelled }: TopologyRules): number[] {
  return room.map((pods, index) => {
    if (repelled[index]) return 0;
    return apart.some(({ of, sizes }) => sizes[of[index] ?? -1] === 1) ? Math.min(pods, 1) : pods;
  });
}

/** Whether that is all the rules ask for. */
function isByNode({ apart, near, even }: TopologyRules): boolean {
  return near === undefined && even.length === 0 && apart.every(({ sizes }) => sizes.every((size) => size === 1));
}

/**
 * Whether any order puts the same number of pods. With anti-affinity over places of which none crosses another (all single
 * nodes but one kind) every place takes its one pod whatever the others do. With one spread constraint alone the process
 * stops only when the emptiest place has no room, which fixes how full the others can be.
 */
function isOrderFree({ apart, near, even }: TopologyRules): boolean {
  if (near?.ourselves) return false;
  const wide = apart.filter(({ sizes }) => sizes.some((size) => size > 1)).length;
  return wide + even.length <= 1;
}

/** Nodes that may take one more, those with the fewest first, then by place in the list; of equal ones the first. */
function choices(state: PlacementState, limits: readonly number[], kinds: readonly string[]): number[] {
  const indices: number[] = [];
  const taken = new Set<string>();
  state.counts.forEach((here, index) => {
    if (here >= (limits[index] ?? 0)) return;
    const kind = kinds[index];
    if (kind !== undefined && taken.has(`${kind}:${here}`)) return;
    if (state.refusal(index)) return;
    if (kind !== undefined) taken.add(`${kind}:${here}`);
    indices.push(index);
  });
  return indices.sort((a, b) => (state.counts[a] ?? 0) - (state.counts[b] ?? 0) || a - b);
}

/**
 * How many more could be put at most. A node that is refused now stays so, unless a spread constraint lets it in again when
 * the others are fuller.
 */
function bound(state: PlacementState, limits: readonly number[], { apart, even }: TopologyRules): number {
  const settled = even.length === 0;
  const open = limits.map((limit, index) => {
    const left = limit - (state.counts[index] ?? 0);
    return left > 0 && !(settled && state.refusal(index)) ? left : 0;
  });
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  const byRule = apart.map(({ of, sizes }) => {
    const places = sizes.map(() => 0);
    let elsewhere = 0;
    open.forEach((left, index) => {
      const place = of[index] ?? -1;
      if (place < 0) elsewhere += left;
      else if (left > 0) places[place] = 1;
    });
    return sum(places) + elsewhere;
  });
  return Math.min(sum(open), ...byRule);
}

/** Nodes of one kind can be exchanged: the same room, and the same place, or one of their own, under every rule. */
function kindsOf(nodes: readonly NodeFacts[], limits: readonly number[], rules: TopologyRules): string[] {
  const places = [
    ...rules.apart,
    ...(rules.near?.terms ?? []).map((term) => term.places),
    ...rules.even.map((rule) => rule.places),
  ];
  const found = [
    ...rules.apart.map(() => []),
    ...(rules.near?.terms ?? []).map((term) => term.found),
    ...rules.even.map((rule) => rule.found),
  ];
  return nodes.map((_, index) =>
    [
      limits[index],
      ...places.map(({ of, sizes }, rule) => {
        const place = of[index] ?? -1;
        return sizes[place] === 1 ? `own ${found[rule]?.[place] ?? 0}` : place;
      }),
    ].join('/'),
  );
}

/** Whether a state like this one was looked at; if not, it is now. */
function isSeen(seen: Set<string>, { counts }: PlacementState, kinds: readonly string[]): boolean {
  const key = counts
    .flatMap((here, index) => (here > 0 ? `${kinds[index]}:${here}` : []))
    .sort()
    .join(' ');
  if (seen.has(key)) return true;
  seen.add(key);
  return false;
}
