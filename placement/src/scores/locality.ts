import type { Score } from '../rule.ts';
import { matchesRequirement } from '../scheduling/label-selector.ts';

export const locality: Score = {
  id: 'locality',
  title: 'Preferred labels',
  defaultWeight: 3,
  formula: '100 × weights of the preferred labels that hold ÷ weights of all; 100 where none is preferred',
  rate({ cluster, request }) {
    const preferred = request.spec.constraints.preferredLabels;
    if (preferred.length === 0) return { value: 100, because: 'no label is preferred' };

    const held = preferred.filter(({ requirement }) => matchesRequirement(cluster.labels, requirement));
    const weights = held.reduce((sum, { weight }) => sum + weight, 0);
    const all = preferred.reduce((sum, { weight }) => sum + weight, 0);
    return {
      value: Math.round((100 * weights) / all),
      because: `${held.length} of ${preferred.length} preferred labels hold, weight ${weights} of ${all}`,
    };
  },
};
