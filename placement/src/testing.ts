import type { ClusterFacts, NodeFacts } from './cluster-facts.ts';
import { known } from './fact.ts';
import type { PlacementRequest } from './placement-request.ts';

const GIB = 2 ** 30;

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
    allocatable: { cpu: 4000, memory: 8 * GIB },
    requested: known({ cpu: 1000, memory: 2 * GIB }),
    ...given,
  };
}

/** A cluster that fits `placementRequest()`. */
export function clusterFacts(given: Partial<ClusterFacts> = {}): ClusterFacts {
  return {
    id: 'c-m-1',
    name: 'edge-1',
    connected: known(true),
    nodes: known([node()]),
    storageClasses: known([{ name: 'local-path', isDefault: true }]),
    ingressClasses: known([{ name: 'traefik', isDefault: true }]),
    hostnames: known([]),
    releases: known([]),
    ...given,
  };
}

/** What the chart asks for with its default values. */
export function placementRequest(given: Partial<PlacementRequest> = {}): PlacementRequest {
  return {
    needed: { cpu: 250, memory: GIB / 2 },
    architectures: ['amd64', 'arm64'],
    tolerations: [],
    nodeSelector: {},
    nodeAffinity: {},
    storage: { className: '', existingClaim: '' },
    ingressClassName: '',
    hostname: '',
    release: { namespace: 'face-auth', name: 'face-auth' },
    ...given,
  };
}
