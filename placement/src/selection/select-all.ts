import type { RatedCluster, Selection } from './selection.ts';

/** Every cluster that fits. Asked for is at least one. */
export function selectAll(fitting: readonly RatedCluster[]): Selection {
  const because = new Map(fitting.map(({ id }) => [id, 'it fits, and all that fit were asked for']));
  if (fitting.length > 0) return { chosen: fitting, because };
  return { chosen: [], because, shortfall: { wanted: 1, chosen: 0, reason: 'no cluster fits' } };
}
