import type { FleetShape } from '../fleet-shape.ts';
import { DATABASE_POD, DNS_POD, LOCAL_PATH, LONGHORN, TRAEFIK } from './common.ts';

/**
 * Shops and restaurants: nearly all alike, three small x86 machines a site that somebody of the shop exchanges, k3s, thousands of
 * sites, a line that is down now and then.
 *
 * After Chick-fil-A, which wrote of 2,000 restaurants with about 6,000 devices, three a restaurant
 * (http://www.snowcrash.eu/bare-metal-kubernetes-clustering-at-chick-fil-a/), Intel NUCs
 * (https://www.lobostrategies.com/chick-fil-a-runs-kubernetes-at-every-store/), later nearly 3,000 locations on k3s
 * (https://dok.community/blog/persistence-at-the-edge/); and for shops of one or two machines
 * https://ayedo.de/en/posts/k8s-am-point-of-sale-warum-produktion-und-handel-auf-edge-cluster-setzen. The sources name neither how
 * full the machines are nor how often a line is down: those shares are ours.
 */
export const retail: FleetShape = {
  prefix: 'store',
  sites: [
    {
      weight: 80,
      role: 'edge',
      pools: [
        {
          name: 'nuc',
          count: [3, 3],
          architecture: 'amd64',
          cores: 4,
          memoryGib: 8,
          used: [0.3, 0.9],
          avx: true,
          pods: [DNS_POD, DATABASE_POD],
        },
      ],
    },
    {
      weight: 17,
      role: 'edge',
      pools: [
        {
          name: 'counter',
          count: [1, 2],
          architecture: 'amd64',
          cores: 4,
          memoryGib: 8,
          used: [0.4, 0.95],
          avx: true,
          pods: [DNS_POD],
        },
      ],
    },
    {
      weight: 3,
      role: 'cloud',
      pools: [
        {
          name: 'depot',
          count: [3, 6],
          architecture: 'amd64',
          cores: 16,
          memoryGib: 64,
          used: [0.2, 0.7],
          zones: 3,
          avx: true,
          pods: [DNS_POD, DATABASE_POD],
        },
      ],
    },
  ],
  regions: [
    { weight: 40, name: 'us-south' },
    { weight: 35, name: 'us-east' },
    { weight: 20, name: 'us-west' },
    { weight: 5, name: 'ca-east' },
  ],
  kubernetes: [
    { weight: 60, version: 'v1.33.5+k3s1', provider: 'k3s' },
    { weight: 30, version: 'v1.32.9+k3s1', provider: 'k3s' },
    { weight: 8, version: 'v1.30.14+k3s1', provider: 'k3s' },
    { weight: 2, version: 'v1.24.17+k3s1', provider: 'k3s' },
  ],
  storage: [
    { weight: 85, classes: [LOCAL_PATH] },
    { weight: 13, classes: [{ ...LOCAL_PATH, isDefault: false }, LONGHORN] },
    { weight: 2, classes: [] },
  ],
  ingress: [
    { weight: 95, classes: [TRAEFIK] },
    { weight: 5, classes: [] },
  ],
  apiGroups: { 'cert-manager.io': 0.4, 'monitoring.coreos.com': 0.7 },
  loadBalancer: 0.9,
  cost: [1, 3],
  releases: [4, 12],
  faults: { outage: 0.03, stale: 0.08, unknown: 0.02, nodeNotReady: 0.02, cordoned: 0.01 },
  faceAuth: 0.1,
};
