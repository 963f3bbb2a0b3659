import type { FleetShape } from '../fleet-shape.ts';
import { DATABASE_POD, DNS_POD, NGINX, TRAEFIK } from './common.ts';

/**
 * Clusters of teams in a provider's regions: three failure zones, x86 and Arm machines side by side, machines for others kept by a
 * taint, load balancers everywhere.
 *
 * After Kubernetes' own page on several zones, which names three as the least for what must not fail
 * (https://kubernetes.io/docs/setup/multiple-zones) and the labels that providers set by themselves
 * (https://docs.oracle.com/iaas/Content/ContEng/Reference/contengsupportedlabelsusecases.htm). Sizes and shares are ours.
 */
export const cloud: FleetShape = {
  prefix: 'team',
  sites: [
    {
      weight: 60,
      role: 'cloud',
      pools: [
        {
          name: 'general',
          count: [3, 9],
          architecture: 'amd64',
          cores: 8,
          memoryGib: 32,
          used: [0.3, 0.9],
          zones: 3,
          avx: true,
          pods: [DNS_POD, DATABASE_POD],
        },
      ],
    },
    {
      weight: 40,
      role: 'cloud',
      pools: [
        {
          name: 'arm',
          count: [3, 12],
          architecture: 'arm64',
          cores: 8,
          memoryGib: 16,
          used: [0.3, 0.9],
          zones: 3,
          pods: [DNS_POD],
        },
        {
          name: 'batch',
          count: [0, 6],
          architecture: 'amd64',
          cores: 16,
          memoryGib: 64,
          used: [0.1, 0.95],
          zones: 3,
          avx: true,
          taints: [{ key: 'dedicated', value: 'batch', effect: 'NoSchedule' }],
          labels: { dedicated: 'batch' },
        },
      ],
    },
  ],
  regions: [
    { weight: 40, name: 'eu-west-1' },
    { weight: 35, name: 'us-east-1' },
    { weight: 25, name: 'ap-south-1' },
  ],
  kubernetes: [
    { weight: 50, version: 'v1.33.5-eks-113cf36', provider: 'eks' },
    { weight: 30, version: 'v1.32.9-gke.1207000', provider: 'gke' },
    { weight: 20, version: 'v1.31.13', provider: 'aks' },
  ],
  storage: [
    {
      weight: 95,
      classes: [{ name: 'standard', isDefault: true, provisioner: 'block.csi.example.com', canExpand: true }],
    },
    {
      weight: 5,
      classes: [{ name: 'standard', isDefault: false, provisioner: 'block.csi.example.com', canExpand: true }],
    },
  ],
  ingress: [
    { weight: 55, classes: [NGINX] },
    { weight: 25, classes: [TRAEFIK] },
    { weight: 20, classes: [] },
  ],
  apiGroups: { 'cert-manager.io': 0.8, 'monitoring.coreos.com': 0.8 },
  loadBalancer: 1,
  cost: [5, 20],
  releases: [5, 40],
  faults: { outage: 0.005, stale: 0.03, unknown: 0.03, nodeNotReady: 0.005, cordoned: 0.02 },
  faceAuth: 0.05,
};
