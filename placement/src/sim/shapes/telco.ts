import type { FleetShape } from '../fleet-shape.ts';
import { DATABASE_POD, DNS_POD, HAPROXY, LOCAL_PATH } from './common.ts';

const RADIO = { 'node-role.kubernetes.io/worker-du': '' } as const;

/**
 * A mobile operator: very many cell sites of one machine that the radio software nearly fills, fewer edge and regional centres.
 *
 * After Red Hat's comparison of models for cloud RAN, leaner at the cell site and larger towards the core
 * (https://www.redhat.com/architect/cloud-ran-deployment-models), OKD on hundreds to tens of thousands of edge clusters
 * (https://docs.okd.io/4.10/scalability_and_performance/ztp-deploying-disconnected.html) and on one machine as a whole cluster for the
 * RAN (https://github.com/openshift/enhancements/blob/master/enhancements/single-node/production-deployment-approach.md). How many
 * sites are of which kind, and how full, is ours.
 */
export const telco: FleetShape = {
  prefix: 'cell',
  sites: [
    {
      weight: 85,
      role: 'edge',
      pools: [
        {
          name: 'du',
          count: [1, 1],
          architecture: 'amd64',
          cores: 32,
          memoryGib: 64,
          used: [0.8, 0.995],
          labels: RADIO,
          avx: true,
          pods: [DNS_POD],
        },
      ],
    },
    {
      weight: 12,
      role: 'edge',
      pools: [
        {
          name: 'cu',
          count: [3, 3],
          architecture: 'amd64',
          cores: 48,
          memoryGib: 128,
          used: [0.5, 0.9],
          avx: true,
          pods: [DNS_POD, DATABASE_POD],
        },
      ],
    },
    {
      weight: 3,
      role: 'cloud',
      pools: [
        {
          name: 'control',
          count: [3, 3],
          architecture: 'amd64',
          cores: 16,
          memoryGib: 64,
          used: [0.3, 0.5],
          zones: 3,
          avx: true,
          taints: [{ key: 'node-role.kubernetes.io/control-plane', value: '', effect: 'NoSchedule' }],
          pods: [DNS_POD],
        },
        {
          name: 'core',
          count: [6, 20],
          architecture: 'amd64',
          cores: 64,
          memoryGib: 256,
          used: [0.4, 0.85],
          zones: 3,
          avx: true,
          pods: [DATABASE_POD],
        },
      ],
    },
  ],
  regions: [
    { weight: 30, name: 'north' },
    { weight: 30, name: 'south' },
    { weight: 25, name: 'west' },
    { weight: 15, name: 'islands' },
  ],
  kubernetes: [
    { weight: 70, version: 'v1.31.13', provider: 'openshift' },
    { weight: 30, version: 'v1.29.14', provider: 'openshift' },
  ],
  storage: [
    { weight: 70, classes: [{ name: 'lvms-vg1', isDefault: true, provisioner: 'topolvm.io', canExpand: true }] },
    { weight: 20, classes: [{ ...LOCAL_PATH, isDefault: false }] },
    { weight: 10, classes: [] },
  ],
  ingress: [{ weight: 100, classes: [HAPROXY] }],
  apiGroups: { 'route.openshift.io': 1, 'monitoring.coreos.com': 1, 'cert-manager.io': 0.3 },
  loadBalancer: 0.2,
  cost: [2, 8],
  releases: [0, 4],
  faults: { outage: 0.02, stale: 0.05, unknown: 0.02, nodeNotReady: 0.01, cordoned: 0.01 },
  faceAuth: 0.05,
};
