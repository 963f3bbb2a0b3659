export { amountsText } from './amounts-text.ts';
export { ageText } from './age-text.ts';
export { faceAuthProfile } from './face-auth-profile.ts';
export type {
  ClusterFacts,
  Connection,
  GatewayClassFacts,
  HostnameFacts,
  IngressClassFacts,
  IssuerFacts,
  NamespaceFacts,
  NodeFacts,
  PodFacts,
  ReleaseFacts,
  StorageClassFacts,
} from './facts/cluster-facts.ts';
export { type Fact, known, mapFact, notKnown } from './facts/fact.ts';
export { hostnameOf } from './hostname.ts';
export { ingressClassFacts, storageClassFacts } from './kubernetes/class-facts.ts';
export {
  CERT_MANAGER_GROUP,
  clusterFactsFrom,
  type ClusterObjects,
  GATEWAY_GROUP,
  type ReadCluster,
  unreadFacts,
} from './kubernetes/cluster-facts-from.ts';
export type {
  KubernetesApiGroup,
  KubernetesGatewayClass,
  KubernetesIngress,
  KubernetesIngressClass,
  KubernetesNode,
  KubernetesObject,
  KubernetesPod,
  KubernetesService,
  KubernetesStorageClass,
  KubernetesVersion,
} from './kubernetes/kubernetes-objects.ts';
export { CLUSTERS_AT_ONCE, inParallel } from './kubernetes/in-parallel.ts';
export { resourcesOf } from './kubernetes/pod-requests.ts';
export { REGION_LABEL, ROLE_LABEL } from './labels.ts';
export { type Difference, differences, diffText } from './objects/diff.ts';
export { placementLabels } from './objects/placement-labels.ts';
export type { ClusterPlan, Contribution, NamedVerdict, Plan, PlannedObject, Ring, Standing, Variant } from './plan.ts';
export { type Choice, finishPlan, planPlacement, type Prepared, preparePlan } from './plan-placement.ts';
export type { Delivery, PlannerInput } from './planner-input.ts';
export { PREDICATES } from './predicates/index.ts';
export { formatBytes, formatCpu, parseBytes, parseCpu, parseQuantity } from './quantity.ts';
export type { MeasuredLoad, ReleaseProfile, StoreProfile } from './release-profile.ts';
export { applyChanges, type Change } from './remedy.ts';
export { exampleRequest } from './request/example-request.ts';
export { parseRequest } from './request/parse-request.ts';
export { API_VERSION, type PlacementRequest, type PlacementRequestInput } from './request/placement-request.ts';
export { problemText, type RequestProblem } from './request/request-problem.ts';
export type { Resources } from './resources.ts';
export type { Predicate, Score } from './rule.ts';
export type { NodeSelectorTerm } from './scheduling/node-affinity.ts';
export type { NodeTaint } from './scheduling/node-taint.ts';
export type { PackingResult, RefusalCause } from './scheduling/pack-pods.ts';
export type { Toleration } from './scheduling/toleration.ts';
export { SCORES } from './scores/index.ts';
export type { Sizing } from './sizing.ts';
export type { Remedy, Verdict } from './verdict.ts';
