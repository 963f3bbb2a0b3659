/** A required term of a pod's affinity or anti-affinity (Kubernetes API, PodAffinityTerm); what is only preferred excludes no node. */
export interface PodAffinityTerm {
  /** Which pods are meant. Undefined: none. */
  readonly labelSelector?: LabelSelector;
  /** Their namespaces. None: the pod's own. */
  readonly namespaces?: readonly string[];
  /** Nodes with the same value of this label are one place. */
  readonly topologyKey: string;
}

/** All must hold. An empty selector matches everything. */
export interface LabelSelector {
  readonly matchLabels?: Readonly<Record<string, string>>;
  readonly matchExpressions?: readonly LabelRequirement[];
}

export interface LabelRequirement {
  readonly key: string;
  readonly operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist';
  readonly values?: readonly string[];
}
