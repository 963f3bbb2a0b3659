import type { RatedCluster } from '../selection/selection.ts';
import type { Standing } from '../plan.ts';
import { candidate, clusterFacts } from '../testing.ts';

/** A cluster as the selection sees it; its name is its id. */
export function ratedCluster(
  id: string,
  total = 0,
  { labels = {}, standing = 'fits' }: { labels?: Record<string, string>; standing?: Standing } = {},
): RatedCluster {
  return {
    id,
    name: id,
    total,
    contributions: [],
    assessment: {
      candidate: candidate({ cluster: clusterFacts({ id, name: id, labels }) }),
      standing,
      verdicts:
        standing === 'fits'
          ? []
          : [
              {
                predicate: 'room',
                title: 'Room',
                state: standing === 'unknown' ? 'unknown' : 'fail',
                reason: 'there is no room',
                remedy: { text: 'make room', by: standing === 'adaptable' ? 'request' : 'cluster', changes: [] },
              },
            ],
      ratings: [],
      free: { known: true, value: { cpu: 0, memory: 0 } },
    },
  };
}
