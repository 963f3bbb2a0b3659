import { compareText } from '../compare.ts';
import type { ClusterFacts } from '../facts/cluster-facts.ts';
import type { PlacementRequest } from '../request/placement-request.ts';
import type { RatedCluster } from '../selection/selection.ts';
import { placementLabels } from './placement-labels.ts';

/** Clusters that carry the request's labels and are not chosen, by id. */
export interface LeftBehind {
  /** Left out by the selection: not named, or others are better. Their labels go. */
  readonly leaving: readonly ClusterFacts[];
  /**
   * Do not fit now, which may be an outage or a full disk. Their labels stay: without them Fleet would uninstall, and
   * nobody could log in there after a network that was down for a minute.
   */
  readonly staying: readonly ClusterFacts[];
}

export function leftBehind(
  ranked: readonly RatedCluster[],
  chosen: { has(id: string): boolean },
  { metadata, spec: { selection } }: PlacementRequest,
): LeftBehind {
  const { variant } = placementLabels(metadata.name);
  const labelled = ranked
    .filter(({ id, assessment }) => !chosen.has(id) && variant in assessment.candidate.cluster.labels)
    .sort((a, b) => compareText(a.id, b.id));
  const isLeaving = ({ id, name, assessment }: RatedCluster) =>
    selection.mode === 'named'
      ? !selection.clusters.some((wanted) => wanted === id || wanted === name)
      : assessment.standing === 'fits';

  const clusters = (of: readonly RatedCluster[]) => of.map(({ assessment }) => assessment.candidate.cluster);
  return {
    leaving: clusters(labelled.filter(isLeaving)),
    staying: clusters(labelled.filter((one) => !isLeaving(one))),
  };
}
