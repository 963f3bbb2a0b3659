import { type LabelSelector, matchesSelector, selectorText } from './label-selector.ts';

/** A required term of a pod's affinity or anti-affinity (Kubernetes API, PodAffinityTerm); what is only preferred excludes no node. */
export interface PodAffinityTerm {
  /** Which pods are meant. Undefined: none. */
  readonly labelSelector?: LabelSelector | undefined;
  /** Their namespaces. None: the pod's own. */
  readonly namespaces?: readonly string[] | undefined;
  /** Nodes with the same value of this label are one place. */
  readonly topologyKey: string;
}

/** What a term looks at of another pod. */
export interface NamedPod {
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** @param owner Namespace of the pod whose term it is. */
export function termMatches({ labelSelector, namespaces }: PodAffinityTerm, owner: string, pod: NamedPod): boolean {
  if (labelSelector === undefined) return false;
  const inNamespace =
    namespaces === undefined || namespaces.length === 0 ? pod.namespace === owner : namespaces.includes(pod.namespace);
  return inNamespace && matchesSelector(pod.labels, labelSelector);
}

/** For people: `app=till in shop`. */
export function termText({ labelSelector, namespaces = [] }: PodAffinityTerm): string {
  const which = labelSelector === undefined ? 'none' : selectorText(labelSelector) || 'any';
  return namespaces.length > 0 ? `${which} in ${namespaces.join(' or ')}` : which;
}
