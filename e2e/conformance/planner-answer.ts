import { candidatesOf } from '../../placement/src/candidate.ts';
import { faceAuthProfile } from '../../placement/src/face-auth-profile.ts';
import type { NodeFacts } from '../../placement/src/facts/cluster-facts.ts';
import { known } from '../../placement/src/facts/fact.ts';
import { type ClusterObjects, clusterFactsFrom } from '../../placement/src/kubernetes/cluster-facts-from.ts';
import type { KubernetesNode, KubernetesPod } from '../../placement/src/kubernetes/kubernetes-objects.ts';
import { chartValues } from '../../placement/src/objects/chart-values.ts';
import type { PlannerInput } from '../../placement/src/planner-input.ts';
import { API_VERSION, placementRequestSchema } from '../../placement/src/request/placement-request.ts';
import { obstaclesOf } from '../../placement/src/scheduling/node-fit.ts';
import { type NodeRefusal, packPods, type PackingResult } from '../../placement/src/scheduling/pack-pods.ts';
import type { PodShape } from '../../placement/src/scheduling/pod-shape.ts';
import { PREPARED_NAME } from './cluster.ts';
import { RELEASE_NAMESPACE, type SchedulerCase } from './draw-case.ts';
import { KINDS, plannerKind, type RefusalKind } from './refusal-kinds.ts';

/** What the API of the cluster gave. */
export interface ReadObjects {
  readonly nodes: readonly KubernetesNode[];
  readonly pods: readonly KubernetesPod[];
}

/** What the planner says of a case. */
export interface PlannerAnswer {
  readonly packing: PackingResult;
  /** Of the chart, for one pod. */
  readonly values: object;
  /** Of each node of the cluster as it is now: why it takes no pod more; the kind that the scheduler would come to first. */
  refusalsOf(objects: ReadObjects): readonly RefusalKind[] | 'it takes one more';
}

const MIB = 2 ** 20;

export function planCase(drawn: SchedulerCase, objects: ReadObjects): PlannerAnswer {
  const [candidate] = candidatesOf(plannerInput(drawn, objects));
  if (candidate?.packing === undefined) throw new Error('The planner does not know the nodes');
  const { packing, pod } = candidate;
  return {
    packing,
    // The chart of today takes one pod; the template is the same for more.
    values: { ...chartValues(candidate), hostname: 'login.example.com', replicas: 1 },
    refusalsOf(now) {
      const { nodes } = factsFrom(now);
      if (!nodes.known) throw new Error('The planner does not know the nodes');
      const oneMore = packPods(nodes.value, pod, 1);
      if (oneMore.fits) return 'it takes one more';
      return nodes.value.map((node) => kindOf(node, pod, oneMore.refusals));
    },
  };
}

/** The planner names the cause that is cured least, the scheduler the one it meets first; both are among the node's obstacles. */
function kindOf(node: NodeFacts, pod: PodShape, refusals: readonly NodeRefusal[]): RefusalKind {
  if (isLeftOutByName(node, pod)) return 'node-affinity';
  const refusal = refusals.find((one) => one.node === node.name);
  const causes = [...obstaclesOf(node, pod), ...(refusal ? [refusal] : [])].map(({ cause }) => plannerKind(cause));
  const first = KINDS.find((kind) => causes.includes(kind));
  if (first === undefined) throw new Error(`The planner says nothing of node ${node.name}`);
  return first;
}

/** Where every term of the node affinity names nodes, the scheduler does not even look at others. */
function isLeftOutByName({ name }: NodeFacts, { nodeAffinity: { requiredTerms = [] } }: PodShape): boolean {
  return (
    requiredTerms.length > 0 &&
    requiredTerms.every(({ matchFields }) => matchFields?.every(({ values }) => !values?.includes(name)))
  );
}

function plannerInput({ replicas, requests, constraints }: SchedulerCase, objects: ReadObjects): PlannerInput {
  const request = placementRequestSchema.parse({
    apiVersion: API_VERSION,
    kind: 'PlacementRequest',
    metadata: { name: 'conformance' },
    spec: {
      selection: { mode: 'all' },
      hostname: 'login.example.com',
      release: { name: 'face-auth', namespace: RELEASE_NAMESPACE },
      availability: { replicas },
      load: { loginsPerMinute: 60 },
      store: { existingClaim: PREPARED_NAME },
      constraints,
    },
  });
  const profile = {
    ...faceAuthProfile,
    stores: faceAuthProfile.stores.map((store) => ({ ...store, maxReplicas: 3 })),
    // A login a second of so much work that sizing comes to the requests of the case.
    measured: {
      ...faceAuthProfile.measured,
      cpuMsPerLogin: 0.6 * requests.cpu,
      idleCpu: 0,
      memory: (requests.memory * MIB) / 1.25,
    },
  };
  return { request, clusters: [factsFrom(objects)], profile, at: 0, delivery: { kind: 'releases' } };
}

function factsFrom({ nodes, pods }: ReadObjects): ReturnType<typeof clusterFactsFrom> {
  const nothing = known([]);
  const objects: ClusterObjects = {
    version: known({ gitVersion: 'v1.34.0' }),
    nodes: known(nodes),
    pods: known(pods),
    storageClasses: nothing,
    ingressClasses: nothing,
    gatewayClasses: nothing,
    services: nothing,
    apiGroups: nothing,
    issuers: nothing,
    clusterIssuers: nothing,
    namespaces: nothing,
    ingresses: nothing,
    releases: nothing,
  };
  const connection = known({ connected: true });
  return clusterFactsFrom({ id: 'case', name: 'case', labels: {}, annotations: {}, readAt: 0, connection, objects });
}
