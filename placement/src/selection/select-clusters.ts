import { selectAll } from './select-all.ts';
import { selectBest } from './select-best.ts';
import { selectNamed } from './select-named.ts';
import type { RatedCluster, Selection, SelectionWish, SpreadLimit } from './selection.ts';

/**
 * Which clusters it will be.
 *
 * @param all Every cluster, those that fit first, the best of them at the head.
 * @param spread Limits on the best so many; what is named or all that fit knows no limit.
 */
export function selectClusters(
  all: readonly RatedCluster[],
  wish: SelectionWish,
  spread: readonly SpreadLimit[],
): Selection {
  if (wish.mode === 'named') return selectNamed(all, wish.clusters);
  const fitting = all.filter(({ assessment }) => assessment.standing === 'fits');
  return wish.mode === 'all' ? selectAll(fitting) : selectBest(fitting, wish.count, spread);
}
