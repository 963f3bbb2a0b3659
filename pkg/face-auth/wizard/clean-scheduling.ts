import type { Toleration } from '@face-auth/placement';
import type { ShellNodeAffinity, ShellRequirement, ShellTerm } from './settings.ts';

/** The shell's form keeps its own keys and half-filled rows in a toleration; Kubernetes must not see them. */
export function cleanTolerations(tolerations: readonly Toleration[]): Toleration[] {
  return tolerations
    .filter(({ key, operator }) => key || operator === 'Exists')
    .map(({
      key, operator, value, effect, tolerationSeconds
    }) => ({
      ...(key && { key }),
      ...(operator && { operator }),
      ...(value && { value }),
      ...(effect && { effect }),
      ...(typeof tolerationSeconds === 'number' && { tolerationSeconds }),
    }));
}

/** The same for a node affinity: `undefined` when nothing is left of it. A term without requirements would match no node. */
export function cleanNodeAffinity(affinity: ShellNodeAffinity): ShellNodeAffinity | undefined {
  const terms = (affinity.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms ?? []).flatMap<ShellTerm>((term) => cleanTerm(term) ?? []);
  const preferred = (affinity.preferredDuringSchedulingIgnoredDuringExecution ?? []).flatMap(({ weight, preference }) => {
    const cleaned = cleanTerm(preference);

    return cleaned ? { weight: Number(weight), preference: cleaned } : [];
  });

  if (terms.length === 0 && preferred.length === 0) {
    return undefined;
  }

  return {
    ...(terms.length > 0 && { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms: terms } }),
    ...(preferred.length > 0 && { preferredDuringSchedulingIgnoredDuringExecution: preferred }),
  };
}

function cleanTerm({ matchExpressions = [], matchFields = [] }: ShellTerm): ShellTerm | undefined {
  const expressions = matchExpressions.flatMap(cleanRequirement);
  const fields = matchFields.flatMap(cleanRequirement);

  if (expressions.length + fields.length === 0) {
    return undefined;
  }

  return { ...(expressions.length > 0 && { matchExpressions: expressions }), ...(fields.length > 0 && { matchFields: fields }) };
}

function cleanRequirement({ key, operator, values }: ShellRequirement): ShellRequirement[] {
  const list = (typeof values === 'string' ? values.split(',') : values ?? []).map((value) => value.trim()).filter((value) => value !== '');
  const needsValues = !['Exists', 'DoesNotExist'].includes(operator);

  if (!key || !operator || (needsValues && list.length === 0)) {
    return [];
  }

  return [{
    key, operator, ...(needsValues && { values: list })
  }];
}
