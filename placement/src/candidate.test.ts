import { describe, expect, it } from 'vitest';
import { candidatesOf, withChanges } from './candidate.ts';
import type { Candidate } from './rule.ts';
import { known, notKnown } from './facts/fact.ts';
import { clusterFacts, GIB, MIB, node, placementRequest, plannerInput } from './testing.ts';

function one(
  given: Parameters<typeof clusterFacts>[0] = {},
  spec: Parameters<typeof placementRequest>[0] = {},
): Candidate {
  const [candidate] = candidatesOf(plannerInput({ clusters: [clusterFacts(given)], request: placementRequest(spec) }));
  if (!candidate) throw new Error('no candidate');
  return candidate;
}

describe('candidatesOf', () => {
  it('packs the pods of the release as the request shapes them', () => {
    const candidate = one(
      {},
      { constraints: { nodeSelector: { disk: 'ssd' }, tolerations: [{ operator: 'Exists' }] } },
    );

    expect(candidate.pod).toMatchObject({
      namespace: 'face-auth',
      labels: { 'app.kubernetes.io/name': 'face-auth', 'app.kubernetes.io/instance': 'face-auth' },
      requests: { cpu: 250, memory: 512 * MIB },
      nodeSelector: { disk: 'ssd' },
      tolerations: [{ operator: 'Exists' }],
    });
    expect(candidate.packing).toMatchObject({ fits: false, refusals: [{ cause: 'node-selector' }] });
  });

  it('keeps several pods apart only where they are for availability', () => {
    const apart = { topologyKey: 'kubernetes.io/hostname' };

    expect(one({}, { availability: { replicas: 2 } }).pod.podAntiAffinity).toMatchObject([apart]);
    expect(one({}, { load: { loginsPerMinute: 500 } }).pod.podAntiAffinity).toEqual([]);
  });

  it('packs nothing where the pods of one node are not known', () => {
    const unread = notKnown('no answer within 10 seconds');

    expect(one({ nodes: known([node(), node({ name: 'node-2', pods: unread })]) }).packing).toBeUndefined();
    expect(one({ nodes: unread }).packing).toBeUndefined();
  });

  it('plans an upgrade without the pods that it ends, and counts those of other releases', () => {
    const pod = (instance: string) => ({
      namespace: 'face-auth',
      labels: { 'app.kubernetes.io/name': 'face-auth', 'app.kubernetes.io/instance': instance },
      antiAffinity: [],
      requests: { cpu: 250, memory: 512 * MIB, pods: 1 },
      count: 2,
    });
    const nodes = known([
      node({
        allocatable: { cpu: 1000, memory: 2 * GIB, pods: 4 },
        requested: known({ cpu: 1000, memory: 2 * GIB, pods: 4 }),
        pods: known([pod('face-auth'), pod('other')]),
      }),
    ]);
    const release = {
      namespace: 'face-auth',
      name: 'face-auth',
      chart: 'face-auth',
      version: '0.0.9',
      status: 'deployed',
    };

    expect(one({ nodes }).packing).toMatchObject({ fits: false });
    expect(one({ nodes, releases: known([release]) })).toMatchObject({
      packing: { fits: true },
      nodes: [{ requested: { value: { cpu: 500, memory: GIB, pods: 2 } }, pods: { value: [pod('other')] } }],
    });
  });
});

describe('withChanges', () => {
  it('gives the candidate of the changed cluster and request', () => {
    const given = { nodes: known([node({ schedulable: false })]) };
    const changes = [
      { kind: 'uncordon', node: 'node-1' },
      { kind: 'set-request', path: ['load', 'loginsPerMinute'], value: 100 },
    ] as const;
    const after = one({ nodes: known([node()]) }, { load: { loginsPerMinute: 100 } });

    const changed = withChanges(one(given), changes);

    expect({ ...changed, rivalsOf: after.rivalsOf }).toEqual(after);
  });
});
