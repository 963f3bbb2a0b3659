import type { RatedCluster } from './selection.ts';
import { type LabelLimit, placeOf } from './spread-labels.ts';

/**
 * The choice with the largest total among those of the most clusters, at most `count`, that keep the limit. Exact:
 * the best of each of the `atLeast` best values is in some best choice (an exchange shows it), and what is left is a
 * partition matroid, in which taking the best that is still allowed leads to the optimum.
 *
 * @param clusters The best first; all have the label.
 * @returns In no order. Undefined: no choice has so many different values.
 */
export function spreadByOne(
  clusters: readonly RatedCluster[],
  count: number,
  { label, atMost, atLeast }: LabelLimit,
): RatedCluster[] | undefined {
  const taken = new Map<string, number>();
  const chosen = new Set<RatedCluster>();
  const take = (cluster: RatedCluster, upTo: number) => {
    const place = placeOf(cluster, label) ?? '';
    const there = taken.get(place) ?? 0;
    if (there >= upTo || chosen.has(cluster)) return;
    taken.set(place, there + 1);
    chosen.add(cluster);
  };

  for (const cluster of clusters) if (chosen.size < Math.min(atLeast, count)) take(cluster, 1);
  if (chosen.size < atLeast) return undefined;
  for (const cluster of clusters) if (chosen.size < count) take(cluster, atMost);
  return [...chosen];
}
