type Labels = Readonly<Record<string, string>>;

/** All must hold. An empty selector matches everything. */
export interface LabelSelector {
  readonly matchLabels?: Labels | undefined;
  readonly matchExpressions?: readonly LabelRequirement[] | undefined;
}

export interface LabelRequirement {
  readonly key: string;
  readonly operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist';
  readonly values?: readonly string[] | undefined;
}

export function matchesSelector(labels: Labels, { matchLabels, matchExpressions }: LabelSelector): boolean {
  for (const key in matchLabels) if (labels[key] !== matchLabels[key]) return false;
  return matchExpressions?.every((requirement) => matchesRequirement(labels, requirement)) ?? true;
}

export function matchesRequirement(labels: Labels, { key, operator, values = [] }: LabelRequirement): boolean {
  return holds(labels[key], operator, values);
}

/**
 * Whether a label's value is as a requirement wants it. As Kubernetes does: NotIn also holds where there is no such label.
 *
 * @param operator Any other than the four never holds.
 */
export function holds(actual: string | undefined, operator: string, values: readonly string[]): boolean {
  switch (operator) {
    case 'In':
      return actual !== undefined && values.includes(actual);
    case 'NotIn':
      return actual === undefined || !values.includes(actual);
    case 'Exists':
      return actual !== undefined;
    case 'DoesNotExist':
      return actual === undefined;
    default:
      return false;
  }
}

/** As kubectl takes it: `zone in (eu,ch)`, `gpu`, `!gpu`. */
export function selectorText({ matchLabels = {}, matchExpressions = [] }: LabelSelector): string {
  const labels = Object.entries(matchLabels).map(([key, value]) => `${key}=${value}`);
  return [...labels, ...matchExpressions.map(requirementText)].join(', ');
}

export function requirementText({ key, operator, values = [] }: LabelRequirement): string {
  switch (operator) {
    case 'In':
      return values.length === 1 ? `${key}=${values[0]}` : `${key} in (${values.join(',')})`;
    case 'NotIn':
      return values.length === 1 ? `${key}!=${values[0]}` : `${key} notin (${values.join(',')})`;
    case 'Exists':
      return key;
    case 'DoesNotExist':
      return `!${key}`;
  }
}
