import type { NodeFacts, PodFacts } from '../facts/cluster-facts.ts';
import { type Fact, known } from '../facts/fact.ts';
import { NO_RESOURCES, plus } from '../resources.ts';
import type { NodeTaint } from '../scheduling/node-taint.ts';
import type { KubernetesNode, KubernetesObject, KubernetesPod } from './kubernetes-objects.ts';
import { choosesNamespaces, podFacts } from './pod-facts.ts';
import { podRequests, resourcesOf } from './pod-requests.ts';

/**
 * Nodes with what is on them. Pods that have ended, or have no node yet, count nowhere; one that is being deleted counts
 * until it is gone, as the scheduler has it.
 */
export function nodeFacts(
  nodes: readonly KubernetesNode[],
  pods: Fact<readonly KubernetesPod[]>,
  namespaces: Fact<readonly KubernetesObject[]>,
): NodeFacts[] {
  const byNode = pods.known ? Map.groupBy(pods.value.filter(isCounted), ({ spec }) => spec?.nodeName) : undefined;

  return nodes.map((node) => {
    const name = node.metadata?.name ?? '';
    const own = byNode?.get(name) ?? [];
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
      requested: pods.known ? known(own.map(podRequests).reduce(plus, { ...NO_RESOURCES, pods: 0 })) : pods,
      pods: pods.known ? distinctPods(own, namespaces) : pods,
    };
  });
}

function isCounted({ spec, status }: KubernetesPod): boolean {
  return Boolean(spec?.nodeName) && status?.phase !== 'Succeeded' && status?.phase !== 'Failed';
}

function distinctPods(
  pods: readonly KubernetesPod[],
  namespaces: Fact<readonly KubernetesObject[]>,
): Fact<readonly PodFacts[]> {
  if (!namespaces.known && pods.some(choosesNamespaces)) return namespaces;

  const distinct = new Map<string, PodFacts>();
  for (const pod of pods) {
    const facts = podFacts(pod, namespaces.known ? namespaces.value : []);
    const labels = Object.entries(facts.labels).sort(([a], [b]) => (a < b ? -1 : 1));
    const key = JSON.stringify([facts.namespace, labels, facts.antiAffinity, facts.requests]);
    const same = distinct.get(key);
    distinct.set(key, same ? { ...same, count: (same.count ?? 1) + 1 } : facts);
  }
  return known([...distinct.values()]);
}

function isEffect(effect: string | undefined): effect is NodeTaint['effect'] {
  return effect === 'NoSchedule' || effect === 'PreferNoSchedule' || effect === 'NoExecute';
}
