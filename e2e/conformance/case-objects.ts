import type { V1Container, V1Node, V1Pod, V1PodAffinityTerm, V1Taint } from '@kubernetes/client-node';
import type { CaseContainer, CaseNode, CasePod, CaseResources } from './draw-case.ts';

/** What KWOK looks after, where it runs; the scheduler does not look at it. */
const KWOK_ANNOTATION = { 'kwok.x-k8s.io/node': 'fake' };
const NOT_READY = 'node.kubernetes.io/not-ready';

/** @param isKwoks whether KWOK may set the state of the node and of its pods */
export function nodeObject(node: CaseNode, isKwoks: boolean): V1Node {
  const { cpu, memory, pods } = node.allocatable;
  const amounts = { cpu: `${cpu}m`, memory: `${memory}Mi`, pods: String(pods) };
  const nothing = '';
  return {
    metadata: { name: node.name, labels: { ...node.labels }, ...(isKwoks && { annotations: KWOK_ANNOTATION }) },
    spec: { unschedulable: node.cordoned, taints: nodeTaints(node) },
    status: {
      capacity: amounts,
      allocatable: amounts,
      conditions: [{ type: 'Ready', status: node.ready ? 'True' : 'False', reason: 'Conformance', message: nothing }],
      nodeInfo: {
        architecture: node.architecture,
        operatingSystem: node.os,
        kubeletVersion: 'fake',
        bootID: nothing,
        containerRuntimeVersion: nothing,
        kernelVersion: nothing,
        kubeProxyVersion: nothing,
        machineID: nothing,
        osImage: nothing,
        systemUUID: nothing,
      },
    },
  };
}

/** Its own, and those that Kubernetes' node controller puts on a node of that state sooner or later: here at once. */
export function nodeTaints({ taints, cordoned, ready }: CaseNode): V1Taint[] {
  return [
    ...taints.map(({ key, value, effect }) => ({ key, effect, ...(value !== '' && { value }) })),
    ...(cordoned ? [{ key: 'node.kubernetes.io/unschedulable', effect: 'NoSchedule' }] : []),
    ...(ready ? [] : ['NoSchedule', 'NoExecute'].map((effect) => ({ key: NOT_READY, effect }))),
  ];
}

/** On its node from the beginning: the scheduler never sees it unplaced. */
export function podObject(pod: CasePod, serviceAccountName: string): V1Pod {
  const requiredDuringSchedulingIgnoredDuringExecution = pod.antiAffinity.map((term) => ({
    ...term,
  })) as V1PodAffinityTerm[];
  return {
    metadata: { name: pod.name, namespace: pod.namespace, labels: { ...pod.labels } },
    spec: {
      nodeName: pod.node,
      serviceAccountName,
      automountServiceAccountToken: false,
      // It stays on a node with any taint.
      tolerations: [{ operator: 'Exists' }],
      containers: pod.containers.map((container, index) => containerObject(`main-${index}`, container)),
      initContainers: pod.initContainers.map((container, index) => containerObject(`init-${index}`, container)),
      affinity: { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution } },
    },
  };
}

function containerObject(name: string, { requests, isSidecar = false }: CaseContainer): V1Container {
  return {
    name,
    image: 'none',
    ...(requests && { resources: { requests: quantities(requests) } }),
    ...(isSidecar && { restartPolicy: 'Always' }),
  };
}

function quantities({ cpu, memory }: CaseResources): Record<string, string> {
  return { cpu: `${cpu}m`, memory: `${memory}Mi` };
}
