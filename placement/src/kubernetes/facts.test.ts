import { describe, expect, it } from 'vitest';
import { known, notKnown } from '../fact.ts';
import { ingressClassFacts, storageClassFacts } from './class-facts.ts';
import { hostnameFacts } from './hostname-facts.ts';
import type { KubernetesNode } from './kubernetes-objects.ts';
import { nodeFacts } from './node-facts.ts';

const edge: KubernetesNode = {
  metadata: { name: 'edge-a', labels: { zone: 'eu' } },
  spec: {
    taints: [
      { key: 'dedicated', effect: 'NoSchedule' },
      { key: 'odd', effect: 'Never' },
    ],
  },
  status: {
    allocatable: { cpu: '4', memory: '8Gi', pods: '110' },
    conditions: [{ type: 'Ready', status: 'True' }],
    nodeInfo: { operatingSystem: 'linux', architecture: 'arm64' },
  },
};

const podOn = (nodeName: string, phase = 'Running') => ({
  spec: { nodeName, containers: [{ resources: { requests: { cpu: '500m', memory: '1Gi' } } }] },
  status: { phase },
});

describe('nodeFacts', () => {
  it('reads a node and what its pods request', () => {
    expect(nodeFacts([edge], known([podOn('edge-a'), podOn('edge-b')]))).toEqual([
      {
        name: 'edge-a',
        os: 'linux',
        architecture: 'arm64',
        ready: true,
        schedulable: true,
        labels: { zone: 'eu' },
        taints: [{ key: 'dedicated', value: '', effect: 'NoSchedule' }],
        allocatable: { cpu: 4000, memory: 8 * 2 ** 30 },
        requested: known({ cpu: 500, memory: 2 ** 30 }),
      },
    ]);
  });

  it('does not count pods that have ended', () => {
    const [facts] = nodeFacts([edge], known([podOn('edge-a', 'Succeeded'), podOn('edge-a', 'Failed')]));

    expect(facts?.requested).toEqual(known({ cpu: 0, memory: 0 }));
  });

  it('keeps it unknown when the pods could not be read', () => {
    const [facts] = nodeFacts([edge], notKnown('not allowed'));

    expect(facts?.requested).toEqual(notKnown('not allowed'));
  });

  it('takes a node that says nothing for one that can run nothing', () => {
    expect(nodeFacts([{}], known([]))).toMatchObject([{ ready: false, allocatable: { cpu: 0, memory: 0 } }]);
  });

  it('sees that a node is cordoned', () => {
    expect(nodeFacts([{ ...edge, spec: { unschedulable: true } }], known([]))).toMatchObject([{ schedulable: false }]);
  });
});

describe('classes and hostnames', () => {
  it('see which class is the default', () => {
    const named = (name: string, annotations = {}) => ({ metadata: { name, annotations } });

    expect(
      storageClassFacts([named('slow'), named('fast', { 'storageclass.kubernetes.io/is-default-class': 'true' })]),
    ).toEqual([
      { name: 'slow', isDefault: false },
      { name: 'fast', isDefault: true },
    ]);
    expect(ingressClassFacts([named('nginx', { 'ingressclass.kubernetes.io/is-default-class': 'true' })])).toEqual([
      { name: 'nginx', isDefault: true },
    ]);
  });

  it('name each host of an ingress once, and skip rules without one', () => {
    const rules = [{ host: 'a.example.com' }, { host: 'a.example.com' }, {}];

    expect(hostnameFacts([{ metadata: { namespace: 'shop', name: 'web' }, spec: { rules } }, {}])).toEqual([
      { hostname: 'a.example.com', ingress: 'shop/web' },
    ]);
  });
});
