import type { PodFacts } from '../facts/cluster-facts.ts';
import { type LabelRequirement, type LabelSelector, matchesSelector } from '../scheduling/label-selector.ts';
import type { PodAffinityTerm } from '../scheduling/pod-affinity.ts';
import type {
  KubernetesLabelSelector,
  KubernetesObject,
  KubernetesPod,
  KubernetesPodAffinityTerm,
} from './kubernetes-objects.ts';
import { podRequests } from './pod-requests.ts';

/**
 * What the pods of a Face Auth release request is said: an upgrade ends them first.
 *
 * @param namespaces All of the cluster: an affinity may choose namespaces by their labels.
 */
export function podFacts(pod: KubernetesPod, namespaces: readonly KubernetesObject[]): PodFacts {
  const terms = pod.spec?.affinity?.podAntiAffinity?.requiredDuringSchedulingIgnoredDuringExecution ?? [];
  return {
    namespace: pod.metadata?.namespace ?? '',
    labels: pod.metadata?.labels ?? {},
    antiAffinity: terms.flatMap((term) => affinityTerm(term, pod.metadata?.namespace ?? '', namespaces)),
    ...(pod.metadata?.labels?.['app.kubernetes.io/name'] === 'face-auth' && { requests: podRequests(pod) }),
  };
}

/** Whether one of the pod's terms can only be read with the namespaces at hand. */
export function choosesNamespaces(pod: KubernetesPod): boolean {
  const terms = pod.spec?.affinity?.podAntiAffinity?.requiredDuringSchedulingIgnoredDuringExecution ?? [];
  return terms.some(({ namespaceSelector }) => namespaceSelector !== undefined);
}

/** Nothing for a term whose namespaces are chosen by labels that none has: it keeps nobody away. */
function affinityTerm(
  { labelSelector, namespaces = [], namespaceSelector, topologyKey = '' }: KubernetesPodAffinityTerm,
  own: string,
  all: readonly KubernetesObject[],
): PodAffinityTerm[] {
  const chosen = namespaceSelector
    ? all.filter((namespace) => isSelected(namespace, namespaceSelector)).map(nameOf)
    : [];
  const named = [...new Set([...namespaces, ...chosen])].sort();
  if (named.length === 0 && namespaceSelector) return [];
  return [
    {
      ...(labelSelector && { labelSelector: selector(labelSelector) }),
      namespaces: named.length > 0 ? named : [own],
      topologyKey,
    },
  ];
}

function isSelected({ metadata }: KubernetesObject, by: KubernetesLabelSelector): boolean {
  return matchesSelector(metadata?.labels ?? {}, selector(by));
}

const nameOf = ({ metadata }: KubernetesObject): string => metadata?.name ?? '';

function selector({ matchLabels, matchExpressions }: KubernetesLabelSelector): LabelSelector {
  return {
    ...(matchLabels && { matchLabels }),
    ...(matchExpressions && { matchExpressions: matchExpressions.flatMap(requirement) }),
  };
}

function requirement({
  key = '',
  operator,
  values,
}: NonNullable<KubernetesLabelSelector['matchExpressions']>[number]): LabelRequirement[] {
  return isOperator(operator) ? [{ key, operator, ...(values && { values }) }] : [];
}

function isOperator(operator: string | undefined): operator is LabelRequirement['operator'] {
  return operator === 'In' || operator === 'NotIn' || operator === 'Exists' || operator === 'DoesNotExist';
}
