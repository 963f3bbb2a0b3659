import type { RatedCluster, Selection, SpreadLimit } from './selection.ts';
import { spreadByOne } from './spread-by-one.ts';
import { spreadByTwo } from './spread-by-two.ts';
import { type LabelLimit, limitsOf, placeOf } from './spread-labels.ts';

/**
 * The best `count` of those that fit, within the spread over at most two labels. Never more than `count`, never outside the
 * limits; as many as the limits let in, and of all such choices one with the largest total. Of equal ones the first by name go in.
 *
 * @param fitting The best first.
 */
export function selectBest(fitting: readonly RatedCluster[], count: number, spread: readonly SpreadLimit[]): Selection {
  const limits = limitsOf(spread);
  const placed = fitting.filter((cluster) => limits.every(({ label }) => placeOf(cluster, label) !== undefined));
  const found = new Set(choose(placed, count, limits));
  const chosen = fitting.filter((cluster) => found.has(cluster));

  const full = limits.map((limit) => fullPlaces(chosen, limit));
  const because = new Map(
    fitting.map((cluster, index) => [
      cluster.id,
      found.has(cluster)
        ? `it is number ${index + 1} of the ${fitting.length} that fit, with a total of ${cluster.total}`
        : leftOutBecause(cluster, limits, full, chosen.length < count),
    ]),
  );
  if (chosen.length === count) return { chosen, because };
  const reason = shortfallReason(fitting.length, placed.length, count, chosen.length, limits);
  return { chosen, because, shortfall: { wanted: count, chosen: chosen.length, reason } };
}

function choose(
  placed: readonly RatedCluster[],
  count: number,
  limits: readonly LabelLimit[],
): readonly RatedCluster[] {
  const [first, second] = limits;
  if (first === undefined) return placed.slice(0, count);
  return (second ? spreadByTwo(placed, count, first, second) : spreadByOne(placed, count, first)) ?? [];
}

/** Values of the label that have as many chosen clusters as they may. */
function fullPlaces(chosen: readonly RatedCluster[], { label, atMost }: LabelLimit): ReadonlySet<string | undefined> {
  const counts = new Map<string | undefined, number>();
  for (const cluster of chosen) {
    const place = placeOf(cluster, label);
    counts.set(place, (counts.get(place) ?? 0) + 1);
  }
  return new Set([...counts].flatMap(([place, count]) => (count >= atMost ? [place] : [])));
}

function leftOutBecause(
  cluster: RatedCluster,
  limits: readonly LabelLimit[],
  full: readonly ReadonlySet<string | undefined>[],
  isShort: boolean,
): string {
  const unplaced = limits.find(({ label }) => placeOf(cluster, label) === undefined);
  if (unplaced) return `it fits, but has no label ${unplaced.label}, over which the clusters are to be spread`;
  const atLimit = limits.find(({ label }, index) => full[index]?.has(placeOf(cluster, label)));
  if (atLimit) {
    return `it fits, but ${atLimit.label}=${placeOf(cluster, atLimit.label)} has its ${atLimit.atMost} already`;
  }
  if (isShort) return 'it fits, but no choice with it keeps the spread';
  return `it fits, but others are better: its total is ${cluster.total}`;
}

function shortfallReason(
  fitting: number,
  placed: number,
  count: number,
  chosen: number,
  limits: readonly LabelLimit[],
): string {
  if (fitting === 0) return 'no cluster fits';
  if (limits.length === 0) return `only ${fitting} of ${count} clusters fit`;
  const labels = limits.map(({ label }) => label).join(' and ');
  if (placed < fitting && placed <= chosen)
    return `only ${placed} of the ${fitting} clusters that fit have the label ${labels}`;
  const words = limits.flatMap(({ label, atMost, atLeast }) => [
    ...(atLeast > 0 ? [`at least ${atLeast} different values of ${label}`] : []),
    ...(atMost < Infinity ? [`at most ${atMost} with the same ${label}`] : []),
  ]);
  return chosen === 0
    ? `no choice of ${count} or fewer among the ${placed} that fit has ${words.join(' and ')}`
    : `${fitting} clusters fit, but ${words.join(' and ')} lets in no more than ${chosen}`;
}
