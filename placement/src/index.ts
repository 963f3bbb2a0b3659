export type { ClassFacts, ClusterFacts, HostnameFacts, NodeFacts, ReleaseFacts, Taint } from './cluster-facts.ts';
export { type Fact, known, notKnown } from './fact.ts';
export {
  type ClusterJudgement,
  judgeCluster,
  judgeClusters,
  type NamedVerdict,
  type Standing,
} from './judge-clusters.ts';
export { ingressClassFacts, storageClassFacts } from './kubernetes/class-facts.ts';
export { hostnameFacts } from './kubernetes/hostname-facts.ts';
export type {
  KubernetesIngress,
  KubernetesNode,
  KubernetesObject,
  KubernetesPod,
} from './kubernetes/kubernetes-objects.ts';
export { nodeFacts } from './kubernetes/node-facts.ts';
export { resourcesOf } from './kubernetes/pod-requests.ts';
export type { NodeAffinity, NodeSelectorTerm } from './node-affinity.ts';
export type { PlacementRequest } from './placement-request.ts';
export { formatBytes, formatCpu, parseBytes, parseCpu, parseQuantity } from './quantity.ts';
export type { Resources } from './resources.ts';
export type { Toleration } from './toleration.ts';
export type { Verdict } from './verdict.ts';
