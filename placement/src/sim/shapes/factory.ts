import type { FleetShape } from '../fleet-shape.ts';
import { DATABASE_POD, DNS_POD, LOCAL_PATH, LONGHORN, NGINX, TRAEFIK } from './common.ts';

const LINE = [{ key: 'plant/line', value: 'control', effect: 'NoSchedule' }] as const;
const VISION = [{ key: 'nvidia.com/gpu', value: 'present', effect: 'NoSchedule' }] as const;

/**
 * Plants: arm64 gateways at the lines beside industrial PCs, old processors among them, machines kept for line control by a taint, a
 * small server room in the larger ones.
 *
 * After descriptions of k3s on the shop floor with ten or so gateways along a production line
 * (https://it-aspdijital.com/blog/containerization-on-the-factory-floor-docker-and-k3s-for-industrial-edge), clusters of Arm edge
 * computers at a line (https://www.armbasedsolutions.com/cases-detail/arm-edge-computers-deploy-k8s-edge-cluster-for-industrial-production-line)
 * and small hardened clusters that go on when the line to the outside is cut
 * (https://ayedo.de/en/posts/edge-kubernetes-lokale-autonomie-im-werk-sichert-produktion/). They give no shares: those are ours.
 */
export const factory: FleetShape = {
  prefix: 'plant',
  sites: [
    {
      weight: 45,
      role: 'edge',
      pools: [
        {
          name: 'ipc',
          count: [1, 3],
          architecture: 'amd64',
          cores: 4,
          memoryGib: 8,
          used: [0.2, 0.8],
          pods: [DNS_POD],
        },
        {
          name: 'gateway',
          count: [4, 10],
          architecture: 'arm64',
          cores: 4,
          memoryGib: 4,
          used: [0.3, 0.9],
          taints: LINE,
          labels: { 'plant/line': 'control' },
        },
      ],
    },
    {
      weight: 25,
      role: 'edge',
      pools: [
        {
          name: 'gateway',
          count: [1, 3],
          architecture: 'arm64',
          cores: 4,
          memoryGib: 8,
          used: [0.2, 0.9],
          pods: [DNS_POD],
        },
      ],
    },
    {
      weight: 25,
      role: 'edge',
      pools: [
        {
          name: 'server',
          count: [3, 5],
          architecture: 'amd64',
          cores: 16,
          memoryGib: 64,
          used: [0.3, 0.85],
          zones: 2,
          avx: true,
          pods: [DNS_POD, DATABASE_POD],
        },
        {
          name: 'vision',
          count: [0, 2],
          architecture: 'amd64',
          cores: 8,
          memoryGib: 32,
          used: [0.4, 0.8],
          avx: true,
          taints: VISION,
        },
      ],
    },
    {
      weight: 5,
      role: 'cloud',
      pools: [
        {
          name: 'company',
          count: [5, 12],
          architecture: 'amd64',
          cores: 32,
          memoryGib: 128,
          used: [0.3, 0.7],
          zones: 3,
          avx: true,
          pods: [DNS_POD, DATABASE_POD],
        },
      ],
    },
  ],
  regions: [
    { weight: 45, name: 'eu-central' },
    { weight: 25, name: 'eu-east' },
    { weight: 15, name: 'us-east' },
    { weight: 15, name: 'cn-east' },
  ],
  kubernetes: [
    { weight: 45, version: 'v1.32.9+k3s1', provider: 'k3s' },
    { weight: 30, version: 'v1.33.5+rke2r1', provider: 'rke2' },
    { weight: 20, version: 'v1.28.15+k3s1', provider: 'k3s' },
    { weight: 5, version: 'v1.23.17+k3s1', provider: 'k3s' },
  ],
  storage: [
    { weight: 60, classes: [LOCAL_PATH] },
    { weight: 30, classes: [LONGHORN] },
    { weight: 6, classes: [{ ...LOCAL_PATH, isDefault: false }] },
    { weight: 4, classes: [] },
  ],
  ingress: [
    { weight: 60, classes: [TRAEFIK] },
    { weight: 32, classes: [NGINX] },
    { weight: 8, classes: [] },
  ],
  apiGroups: { 'cert-manager.io': 0.35, 'monitoring.coreos.com': 0.5 },
  loadBalancer: 0.5,
  cost: [1, 5],
  releases: [3, 15],
  faults: { outage: 0.06, stale: 0.12, unknown: 0.04, nodeNotReady: 0.03, cordoned: 0.02 },
  faceAuth: 0.1,
};
