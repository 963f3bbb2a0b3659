import type { ClusterFacts, NodeFacts } from './facts/cluster-facts.ts';
import { known } from './facts/fact.ts';
import type { PlannerInput } from './planner-input.ts';
import type { ReleaseProfile } from './release-profile.ts';
import {
  API_VERSION,
  type PlacementRequest,
  type PlacementRequestInput,
  placementRequestSchema,
} from './request/placement-request.ts';
import type { Candidate } from './rule.ts';
import type { PodShape } from './scheduling/pod-shape.ts';

/** The builders' now, ms since the epoch. */
export const NOW = Date.UTC(2026, 0, 5, 12);
export const GIB = 2 ** 30;
export const MIB = 2 ** 20;

/** A node with 4 cores and 8 GiB, a quarter of it taken. */
export function node(given: Partial<NodeFacts> = {}): NodeFacts {
  return {
    name: 'node-1',
    os: 'linux',
    architecture: 'amd64',
    ready: true,
    schedulable: true,
    labels: {},
    taints: [],
    allocatable: { cpu: 4000, memory: 8 * GIB, pods: 110 },
    requested: known({ cpu: 1000, memory: 2 * GIB, pods: 10 }),
    pods: known([]),
    ...given,
  };
}

/** A cluster that fits `placementRequest()`, read at `NOW`. */
export function clusterFacts(given: Partial<ClusterFacts> = {}): ClusterFacts {
  return {
    id: 'c-m-1',
    name: 'edge-1',
    labels: {},
    annotations: {},
    readAt: NOW,
    connection: known({ connected: true }),
    kubernetesVersion: known('v1.34.1+k3s1'),
    provider: known('k3s'),
    nodes: known([node()]),
    storageClasses: known([
      { name: 'local-path', isDefault: true, provisioner: 'rancher.io/local-path', canExpand: false },
    ]),
    ingressClasses: known([{ name: 'traefik', isDefault: true, controller: 'traefik.io/ingress-controller' }]),
    gatewayClasses: known([]),
    loadBalancer: known(true),
    apiGroups: known(['cert-manager.io']),
    issuers: known([{ kind: 'ClusterIssuer', name: 'internal', namespace: '' }]),
    namespaces: known([{ name: 'default' }]),
    hostnames: known([]),
    releases: known([]),
    ...given,
  };
}

/** All that fit, with every default; what is given is a part of the spec. */
export function placementRequest(
  given: Partial<PlacementRequestInput['spec']> = {},
  name = 'face-login',
): PlacementRequest {
  return placementRequestSchema.parse({
    apiVersion: API_VERSION,
    kind: 'PlacementRequest',
    metadata: { name },
    spec: { selection: { mode: 'all' }, hostname: 'login.{cluster}.example.com', ...given },
  });
}

/** Unlike the chart of today it knows every store and exposure, so that the rules about them can be tested. */
export function releaseProfile(given: Partial<ReleaseProfile> = {}): ReleaseProfile {
  return {
    chart: 'face-auth',
    chartVersion: '0.1.0',
    kubeVersion: '>= 1.25.0-0',
    architectures: ['amd64', 'arm64'],
    stores: [
      { kind: 'sqlite', maxReplicas: 1, needsVolume: true, cpuFeatures: {} },
      { kind: 'mongodb-external', maxReplicas: 3, needsVolume: false, cpuFeatures: {} },
      { kind: 'mongodb-bundled', maxReplicas: 3, needsVolume: true, cpuFeatures: { amd64: ['AVX'] } },
    ],
    exposures: ['ingress', 'gateway', 'load-balancer', 'node-port'],
    podSecurity: 'restricted',
    requests: { cpu: 250, memory: 512 * MIB },
    measured: { cpuMsPerLogin: 600, idleCpu: 10, memory: 400 * MIB, date: '2026-01-05', processor: 'of the tests' },
    ...given,
  };
}

/** One cluster that fits, delivered as a release. */
export function plannerInput(given: Partial<PlannerInput> = {}): PlannerInput {
  return {
    request: placementRequest(),
    clusters: [clusterFacts()],
    profile: releaseProfile(),
    at: NOW,
    delivery: { kind: 'releases' },
    ...given,
  };
}

/** A pod that goes to any node of the image's architectures with room for it. */
export function podShape(given: Pick<PodShape, 'labels' | 'requests'> & Partial<PodShape>): PodShape {
  return {
    namespace: 'face-auth',
    architectures: ['amd64', 'arm64'],
    cpuFeatures: {},
    tolerations: [],
    nodeSelector: {},
    nodeAffinity: {},
    podAffinity: [],
    podAntiAffinity: [],
    spread: [],
    ...given,
  };
}

/** What a rule looks at, for a rule tested by itself: `clusterFacts()` with its pod on `node-1`. */
export function candidate(given: Partial<Candidate> = {}): Candidate {
  const request = given.request ?? placementRequest();
  const cluster = given.cluster ?? clusterFacts();
  const requests = { cpu: 250, memory: 512 * MIB };
  return {
    cluster,
    request,
    profile: releaseProfile(),
    hostname: 'login.edge-1.example.com',
    sizing: { replicas: 1, requests, store: 'sqlite', capacity: 20, because: 'one pod carries 20 logins a minute' },
    pod: podShape({
      namespace: request.spec.release.namespace,
      labels: { 'app.kubernetes.io/name': 'face-auth', 'app.kubernetes.io/instance': request.spec.release.name },
      requests,
    }),
    nodes: cluster.nodes.known ? cluster.nodes.value : undefined,
    packing: { fits: true, nodes: ['node-1'] },
    hostnameRivals: [],
    rivalsOf: () => [],
    at: NOW,
    ...given,
  };
}
