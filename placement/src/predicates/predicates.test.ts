import { describe, expect, it } from 'vitest';
import type { ClusterFacts } from '../cluster-facts.ts';
import { known, notKnown } from '../fact.ts';
import type { PlacementRequest } from '../placement-request.ts';
import { clusterFacts, node, placementRequest } from '../testing.ts';
import type { Predicate } from '../verdict.ts';
import { PREDICATES } from './index.ts';

const MIB = 2 ** 20;
const unread = notKnown('no answer within 10 seconds');
const tainted = node({ taints: [{ key: 'dedicated', value: 'edge', effect: 'NoSchedule' }] });
const tolerations = [{ key: 'dedicated', operator: 'Exists' }];

interface Case {
  name: string;
  predicate: string;
  facts?: Partial<ClusterFacts>;
  request?: Partial<PlacementRequest>;
  says: object;
}

describe('the predicates', () => {
  it.each<Case>([
    { name: 'passes a connected cluster', predicate: 'connected', says: { state: 'pass' } },
    {
      name: 'fails a cluster without connection',
      predicate: 'connected',
      facts: { connected: known(false) },
      says: { state: 'fail', curedBy: 'cluster', reason: 'it is not connected' },
    },
    {
      name: 'does not know a connection that could not be asked for',
      predicate: 'connected',
      facts: { connected: unread },
      says: { state: 'unknown' },
    },

    {
      name: 'passes a default class',
      predicate: 'ingress-class',
      says: { state: 'pass', reason: 'its default ingress class is traefik' },
    },
    {
      name: 'fails without any class',
      predicate: 'ingress-class',
      facts: { ingressClasses: known([]) },
      says: { state: 'fail', curedBy: 'cluster', reason: 'it has no ingress class' },
    },
    {
      name: 'lets the admin choose where none is the default',
      predicate: 'ingress-class',
      facts: { ingressClasses: known([{ name: 'nginx', isDefault: false }]) },
      says: { state: 'fail', curedBy: 'settings', remedy: 'choose one: nginx' },
    },
    {
      name: 'passes the class asked for, default or not',
      predicate: 'ingress-class',
      facts: { ingressClasses: known([{ name: 'nginx', isDefault: false }]) },
      request: { ingressClassName: 'nginx' },
      says: { state: 'pass' },
    },
    {
      name: 'fails a class that is not there',
      predicate: 'ingress-class',
      request: { ingressClassName: 'nginx' },
      says: { state: 'fail', curedBy: 'settings', remedy: 'choose one: traefik' },
    },
    {
      name: 'does not take unread classes as fit',
      predicate: 'ingress-class',
      facts: { ingressClasses: unread },
      says: { state: 'unknown', reason: 'its ingress classes could not be read: no answer within 10 seconds' },
    },

    { name: 'passes a default class', predicate: 'storage-class', says: { state: 'pass' } },
    {
      name: 'fails without any class',
      predicate: 'storage-class',
      facts: { storageClasses: known([]) },
      says: { state: 'fail', curedBy: 'cluster', reason: 'it has no storage class' },
    },
    {
      name: 'needs no class for a volume claim that is there',
      predicate: 'storage-class',
      facts: { storageClasses: known([]) },
      request: { storage: { className: '', existingClaim: 'faces' } },
      says: { state: 'pass' },
    },
    {
      name: 'does not take unread classes as fit',
      predicate: 'storage-class',
      facts: { storageClasses: unread },
      says: { state: 'unknown' },
    },

    {
      name: 'passes when one node fits',
      predicate: 'node-set',
      facts: { nodes: known([tainted, node({ name: 'node-2' })]) },
      says: { state: 'pass', reason: 'one node fits' },
    },
    {
      name: 'fails without nodes',
      predicate: 'node-set',
      facts: { nodes: known([]) },
      says: { state: 'fail', reason: 'it has no nodes' },
    },
    {
      name: 'fails another architecture',
      predicate: 'node-set',
      facts: { nodes: known([node({ architecture: 'arm' })]) },
      says: {
        state: 'fail',
        curedBy: 'cluster',
        reason: 'no node can run it: node-1 is arm, the image is for amd64 or arm64',
        remedy: 'add a node of amd64 or arm64',
      },
    },
    {
      name: 'fails another system',
      predicate: 'node-set',
      facts: { nodes: known([node({ os: 'windows' })]) },
      says: { state: 'fail', reason: 'no node can run it: node-1 runs windows' },
    },
    {
      name: 'fails a cordoned node',
      predicate: 'node-set',
      facts: { nodes: known([node({ schedulable: false })]) },
      says: { state: 'fail', remedy: 'uncordon node-1' },
    },
    {
      name: 'fails a node that is not ready',
      predicate: 'node-set',
      facts: { nodes: known([node({ ready: false })]) },
      says: { state: 'fail', reason: 'no node can run it: node-1 is not ready' },
    },
    {
      name: 'says which toleration would do',
      predicate: 'node-set',
      facts: { nodes: known([tainted]) },
      says: { state: 'fail', curedBy: 'settings', remedy: 'add a toleration for dedicated=edge:NoSchedule' },
    },
    {
      name: 'passes a tolerated taint',
      predicate: 'node-set',
      facts: { nodes: known([tainted]) },
      request: { tolerations },
      says: { state: 'pass' },
    },
    {
      name: 'fails a node selector that no node has',
      predicate: 'node-set',
      request: { nodeSelector: { camera: 'yes' } },
      says: { state: 'fail', curedBy: 'settings', reason: 'no node can run it: node-1 has no label camera=yes' },
    },
    {
      name: 'fails a node affinity that no node matches',
      predicate: 'node-set',
      request: { nodeAffinity: { requiredTerms: [{ matchExpressions: [{ key: 'camera', operator: 'Exists' }] }] } },
      says: { state: 'fail', curedBy: 'settings' },
    },
    {
      name: 'prefers the cure by settings',
      predicate: 'node-set',
      facts: { nodes: known([node({ name: 'a', architecture: 'arm' }), { ...tainted, name: 'b' }]) },
      says: {
        state: 'fail',
        curedBy: 'settings',
        reason: 'no node can run it: b has the taint dedicated=edge:NoSchedule',
      },
    },
    {
      name: 'names three nodes of many',
      predicate: 'node-set',
      facts: { nodes: known(['d', 'a', 'c', 'b'].map((name) => node({ name, ready: false }))) },
      says: { state: 'fail', reason: 'no node can run it: a is not ready; b is not ready; c is not ready, and 1 more' },
    },
    {
      name: 'does not take unread nodes as fit',
      predicate: 'node-set',
      facts: { nodes: unread },
      says: { state: 'unknown' },
    },

    {
      name: 'passes room on one node',
      predicate: 'room',
      says: { state: 'pass', reason: 'one node has 250m CPU and 512 MiB memory free' },
    },
    {
      name: 'passes room that is just enough',
      predicate: 'room',
      request: { needed: { cpu: 3000, memory: 6 * 1024 * MIB } },
      says: { state: 'pass' },
    },
    {
      name: 'fails too little CPU',
      predicate: 'room',
      facts: { nodes: known([node({ allocatable: { cpu: 1100, memory: 8192 * MIB } })]) },
      says: {
        state: 'fail',
        curedBy: 'cluster',
        reason:
          'it needs 250m CPU and 512 MiB memory on one node, at most 100m CPU and 6 GiB memory are free on a fitting node',
      },
    },
    {
      name: 'fails too little memory',
      predicate: 'room',
      facts: { nodes: known([node({ allocatable: { cpu: 4000, memory: 2148 * MIB } })]) },
      says: { state: 'fail' },
    },
    {
      name: 'does not add up two nodes',
      predicate: 'room',
      facts: {
        nodes: known([
          node({ allocatable: { cpu: 1100, memory: 8192 * MIB } }),
          node({ name: 'node-2', allocatable: { cpu: 4000, memory: 2148 * MIB } }),
        ]),
      },
      says: {
        state: 'fail',
        reason: 'it needs 250m CPU and 512 MiB memory on one node, no single fitting node has both free',
      },
    },
    {
      name: 'does not count room on a node that cannot run it',
      predicate: 'room',
      facts: {
        nodes: known([
          node({ architecture: 'arm' }),
          node({ name: 'full', requested: known({ cpu: 4000, memory: 0 }) }),
        ]),
      },
      says: { state: 'fail' },
    },
    {
      name: 'treats an overcommitted node as full',
      predicate: 'room',
      facts: { nodes: known([node({ requested: known({ cpu: 9000, memory: 0 }) })]) },
      says: {
        state: 'fail',
        reason:
          'it needs 250m CPU and 512 MiB memory on one node, at most 0m CPU and 8 GiB memory are free on a fitting node',
      },
    },
    {
      name: 'does not take unread pods as room',
      predicate: 'room',
      facts: { nodes: known([node({ requested: unread })]) },
      says: { state: 'unknown' },
    },

    {
      name: 'passes while no hostname is chosen',
      predicate: 'hostname',
      facts: { hostnames: unread },
      says: { state: 'pass' },
    },
    {
      name: 'passes a free hostname',
      predicate: 'hostname',
      request: { hostname: 'login.example.com' },
      says: { state: 'pass' },
    },
    {
      name: 'fails a hostname of another ingress',
      predicate: 'hostname',
      facts: { hostnames: known([{ hostname: 'login.example.com', ingress: 'shop/web' }]) },
      request: { hostname: 'login.example.com' },
      says: { state: 'fail', curedBy: 'settings', reason: 'login.example.com already belongs to the ingress shop/web' },
    },
    {
      name: 'does not take unread ingresses as free',
      predicate: 'hostname',
      facts: { hostnames: unread },
      request: { hostname: 'login.example.com' },
      says: { state: 'unknown' },
    },

    {
      name: 'passes a free release name',
      predicate: 'release-name',
      facts: { releases: known([{ namespace: 'other', name: 'face-auth', chart: 'face-auth', version: '0.1.0' }]) },
      says: { state: 'pass' },
    },
    {
      name: 'fails a release of that name',
      predicate: 'release-name',
      facts: { releases: known([{ namespace: 'face-auth', name: 'face-auth', chart: 'face-auth', version: '0.1.0' }]) },
      says: {
        state: 'fail',
        curedBy: 'cluster',
        reason: 'it has the release face-auth/face-auth already (face-auth 0.1.0)',
      },
    },
    {
      name: 'does not take unread releases as absent',
      predicate: 'release-name',
      facts: { releases: unread },
      says: { state: 'unknown' },
    },
  ])('$predicate $name', ({ predicate, facts, request, says }) => {
    const verdict = find(predicate).check({ cluster: clusterFacts(facts), request: placementRequest(request) });

    expect(verdict).toMatchObject(says);
  });

  it('wait only for predicates that are asked before them', () => {
    PREDICATES.forEach(({ after }, index) => {
      const before = PREDICATES.slice(0, index).map(({ id }) => id);
      expect(before).toEqual(expect.arrayContaining([...after]));
    });
  });
});

function find(id: string): Predicate {
  const predicate = PREDICATES.find((candidate) => candidate.id === id);
  if (!predicate) throw new Error(`no predicate ${id}`);
  return predicate;
}
