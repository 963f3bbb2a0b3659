import type { Assessment } from './assess-cluster.ts';
import type { PlacementRequest } from './request/placement-request.ts';
import type { RatedCluster } from './selection/selection.ts';

export function rateCluster(assessment: Assessment, weights: PlacementRequest['spec']['weights']): RatedCluster {
  const { id, name } = assessment.candidate.cluster;
  const contributions = assessment.ratings.map(({ score, value, because }) => ({
    score: score.id,
    title: score.title,
    value,
    weight: weights[score.id] ?? score.defaultWeight,
    formula: score.formula,
    because,
  }));
  const total = contributions.reduce((sum, { weight, value }) => sum + weight * value, 0);
  return { id, name, assessment, contributions, total };
}
