import type { NodeFacts, Taint } from '../cluster-facts.ts';
import { type Fact, known } from '../fact.ts';
import { NO_RESOURCES, plus, type Resources } from '../resources.ts';
import type { KubernetesNode, KubernetesPod } from './kubernetes-objects.ts';
import { podRequests, resourcesOf } from './pod-requests.ts';

/** Nodes with what the pods on them request. Pods that have ended, or have no node yet, count nowhere. */
export function nodeFacts(nodes: readonly KubernetesNode[], pods: Fact<readonly KubernetesPod[]>): NodeFacts[] {
  const requested = pods.known ? requestedByNode(pods.value) : undefined;

  return nodes.map((node) => {
    const name = node.metadata?.name ?? '';
    return {
      name,
      os: node.status?.nodeInfo?.operatingSystem ?? 'an unknown system',
      architecture: node.status?.nodeInfo?.architecture ?? 'of an unknown architecture',
      ready: node.status?.conditions?.some(({ type, status }) => type === 'Ready' && status === 'True') ?? false,
      schedulable: node.spec?.unschedulable !== true,
      labels: node.metadata?.labels ?? {},
      taints: (node.spec?.taints ?? []).flatMap(({ key = '', value = '', effect }) =>
        isEffect(effect) ? { key, value, effect } : [],
      ),
      allocatable: resourcesOf(node.status?.allocatable),
      requested: pods.known ? known(requested?.get(name) ?? NO_RESOURCES) : pods,
    };
  });
}

function requestedByNode(pods: readonly KubernetesPod[]): Map<string, Resources> {
  const requested = new Map<string, Resources>();
  for (const pod of pods) {
    const node = pod.spec?.nodeName;
    if (!node || pod.status?.phase === 'Succeeded' || pod.status?.phase === 'Failed') continue;
    requested.set(node, plus(requested.get(node) ?? NO_RESOURCES, podRequests(pod)));
  }
  return requested;
}

function isEffect(effect: string | undefined): effect is Taint['effect'] {
  return effect === 'NoSchedule' || effect === 'PreferNoSchedule' || effect === 'NoExecute';
}
