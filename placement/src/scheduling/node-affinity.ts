import type { NodeFacts } from '../facts/cluster-facts.ts';

/** `requiredDuringSchedulingIgnoredDuringExecution` of a pod's node affinity; what is only preferred excludes no node. */
export interface NodeAffinity {
  /** One of them must match. Undefined: any node will do. */
  readonly requiredTerms?: readonly NodeSelectorTerm[];
}

export interface NodeSelectorTerm {
  readonly matchExpressions?: readonly NodeSelectorRequirement[] | undefined;
  readonly matchFields?: readonly NodeSelectorRequirement[] | undefined;
}

export interface NodeSelectorRequirement {
  readonly key: string;
  readonly operator: string;
  readonly values?: readonly string[] | undefined;
}

export function matchesAffinity(node: NodeFacts, affinity: NodeAffinity): boolean {
  if (affinity.requiredTerms === undefined) return true;
  return affinity.requiredTerms.some((term) => matchesTerm(node, term));
}

/** A term without requirements matches no node (Kubernetes API, NodeSelectorTerm). */
function matchesTerm(node: NodeFacts, { matchExpressions = [], matchFields = [] }: NodeSelectorTerm): boolean {
  if (matchExpressions.length + matchFields.length === 0) return false;
  return (
    matchExpressions.every((requirement) => matches(node.labels[requirement.key], requirement)) &&
    matchFields.every((requirement) =>
      matches(requirement.key === 'metadata.name' ? node.name : undefined, requirement),
    )
  );
}

function matches(actual: string | undefined, { operator, values = [] }: NodeSelectorRequirement): boolean {
  switch (operator) {
    case 'In':
      return actual !== undefined && values.includes(actual);
    case 'NotIn':
      return actual === undefined || !values.includes(actual);
    case 'Exists':
      return actual !== undefined;
    case 'DoesNotExist':
      return actual === undefined;
    case 'Gt':
      return isInteger(actual) && isInteger(values[0]) && Number(actual) > Number(values[0]);
    case 'Lt':
      return isInteger(actual) && isInteger(values[0]) && Number(actual) < Number(values[0]);
    default:
      return false;
  }
}

function isInteger(text: string | undefined): text is string {
  return text !== undefined && /^[+-]?\d+$/.test(text);
}
