import type { NodeFacts } from '../facts/cluster-facts.ts';
import { holds } from './label-selector.ts';

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
  if (operator !== 'Gt' && operator !== 'Lt') return holds(actual, operator, values);
  if (!isInteger(actual) || !isInteger(values[0])) return false;
  return operator === 'Gt' ? Number(actual) > Number(values[0]) : Number(actual) < Number(values[0]);
}

function isInteger(text: string | undefined): text is string {
  return text !== undefined && /^[+-]?\d+$/.test(text);
}
