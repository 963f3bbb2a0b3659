import type { Change } from '../remedy.ts';
import type { Predicate } from '../rule.ts';
import { type LabelRequirement, matchesRequirement, requirementText } from '../scheduling/label-selector.ts';
import { fail, pass } from '../verdict.ts';

type Labels = Readonly<Record<string, string>>;

/** Hard rule: the cluster has the labels that the request asks for. */
export const requiredLabels: Predicate = {
  id: 'labels',
  title: 'Labels',
  after: [],
  check({ cluster: { labels }, request: { spec } }) {
    const { requiredLabels: required } = spec.constraints;
    if (required.length === 0) return pass('no labels are asked for');

    const unmet = required.filter((requirement) => !matchesRequirement(labels, requirement));
    if (unmet.length === 0) return pass(`its labels match ${required.map(requirementText).join(', ')}`);

    const texts = unmet.map(requirementText).join(', ');
    const added = labelsThatDo(labels, required, unmet);
    if (added.length > 0) {
      return fail(`its labels do not match ${texts}`, {
        text: `label it ${added.map(({ key, value }) => `${key}=${value}`).join(', ')}`,
        by: 'cluster',
        changes: added,
      });
    }
    return fail(`its labels do not match ${texts}`, {
      text: `do not ask for ${texts}`,
      by: 'request',
      changes: [
        {
          kind: 'set-request',
          path: ['constraints', 'requiredLabels'],
          value: required.filter((requirement) => !unmet.includes(requirement)),
        },
      ],
    });
  },
};

/** Labels which the cluster has not yet and which make all requirements hold; none where that takes more. */
function labelsThatDo(
  labels: Labels,
  required: readonly LabelRequirement[],
  unmet: readonly LabelRequirement[],
): (Change & { kind: 'label-cluster' })[] {
  const added: Record<string, string> = {};
  for (const { key, operator, values = [] } of unmet) {
    if (labels[key] !== undefined) return [];
    const value = operator === 'In' ? values[0] : 'true';
    if (value === undefined) return [];
    added[key] ??= value;
  }
  const after = { ...labels, ...added };
  if (!required.every((requirement) => matchesRequirement(after, requirement))) return [];
  return Object.entries(added).map(([key, value]) => ({ kind: 'label-cluster', key, value }));
}
