import { describe, expect, it } from 'vitest';
import type { KubernetesPod } from './kubernetes-objects.ts';
import { podRequests } from './pod-requests.ts';

const asks = (cpu: string, memory: string, restartPolicy?: string) => ({
  ...(restartPolicy && { restartPolicy }),
  resources: { requests: { cpu, memory } },
});

describe('podRequests', () => {
  it.each<{ name: string; spec: KubernetesPod['spec']; cpu: number; memory: number }>([
    {
      name: 'adds up the containers',
      spec: { containers: [asks('100m', '1Ki'), asks('0.2', '2Ki')] },
      cpu: 300,
      memory: 3072,
    },
    {
      name: 'counts a container without requests as nothing',
      spec: { containers: [{}, asks('1', '1')] },
      cpu: 1000,
      memory: 1,
    },
    {
      name: 'takes the largest init container when that is more',
      spec: { initContainers: [asks('500m', '1'), asks('1', '9')], containers: [asks('200m', '5')] },
      cpu: 1000,
      memory: 9,
    },
    {
      name: 'adds a sidecar to the containers',
      spec: { initContainers: [asks('100m', '10', 'Always')], containers: [asks('200m', '5')] },
      cpu: 300,
      memory: 15,
    },
    {
      name: 'adds a sidecar to the init containers after it',
      spec: { initContainers: [asks('100m', '1', 'Always'), asks('1', '1')], containers: [asks('200m', '1')] },
      cpu: 1100,
      memory: 2,
    },
    {
      name: 'does not add a sidecar to the init containers before it',
      spec: { initContainers: [asks('1', '1'), asks('100m', '1', 'Always')], containers: [asks('200m', '1')] },
      cpu: 1000,
      memory: 2,
    },
    {
      name: 'adds the overhead',
      spec: { overhead: { cpu: '10m', memory: '1' }, containers: [asks('200m', '1')] },
      cpu: 210,
      memory: 2,
    },
    {
      name: 'lets the requests of the whole pod stand, each by itself',
      spec: { resources: { requests: { cpu: '2' } }, containers: [asks('200m', '7')] },
      cpu: 2000,
      memory: 7,
    },
    { name: 'asks for nothing when empty', spec: undefined, cpu: 0, memory: 0 },
  ])('$name', ({ spec, cpu, memory }) => {
    expect(podRequests(spec ? { spec } : {})).toEqual({ cpu, memory, pods: 1 });
  });

  it('counts what else is asked for: disk in bytes, devices in pieces', () => {
    const requests = { 'ephemeral-storage': '1Gi', 'nvidia.com/gpu': '2' };

    expect(podRequests({ spec: { containers: [{ resources: { requests } }] } })).toEqual({
      cpu: 0,
      memory: 0,
      pods: 1,
      'ephemeral-storage': 2 ** 30,
      'nvidia.com/gpu': 2,
    });
  });

  it('counts the larger of what a container has and asks for while it is being resized', () => {
    const requested = podRequests({
      spec: { containers: [{ name: 'main', resources: { requests: { cpu: '1', memory: '4' } } }] },
      status: {
        containerStatuses: [
          { name: 'other', resources: { requests: { cpu: '9' } } },
          {
            name: 'main',
            resources: { requests: { cpu: '2', memory: '1' } },
            allocatedResources: { cpu: '3', memory: '1' },
          },
        ],
      },
    });

    expect(requested).toEqual({ cpu: 3000, memory: 4, pods: 1 });
  });
});
