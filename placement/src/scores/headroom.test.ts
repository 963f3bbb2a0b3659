import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { known } from '../facts/fact.ts';
import { candidate, clusterFacts, GIB, node } from '../testing.ts';
import { anyNodes } from '../testing/arbitraries.ts';
import { headroom } from './headroom.ts';

const rate = (...nodes: ReturnType<typeof node>[]) =>
  headroom.rate(candidate({ cluster: clusterFacts({ nodes: known(nodes) }) }));

describe('headroom', () => {
  it('is what is left after placement, of the resource that is nearest to its end', () => {
    const scarce = { allocatable: { cpu: 4000, memory: 8 * GIB }, requested: known({ cpu: 0, memory: 6 * GIB }) };

    expect(rate(node(scarce))).toEqual({
      value: 19,
      because: '3.75 CPU and 1.5 GiB memory left of 4 CPU and 8 GiB memory',
    });
  });

  it('leaves out nodes that cannot run the pod', () => {
    const idle = { requested: known({ cpu: 0, memory: 0 }) };

    expect(rate(node(), node({ ...idle, name: 'node-2', os: 'windows' })).value).toBe(rate(node()).value);
    expect(rate(node(), node({ ...idle, name: 'node-2' })).value).toBeGreaterThan(rate(node()).value);
  });

  it('takes the pods of all replicas off', () => {
    const { sizing } = candidate();
    const of = (replicas: number, allocatable: { cpu: number; memory: number }) => {
      const nodes = [node({ allocatable, requested: known({ cpu: 0, memory: 0 }) })];
      return headroom.rate(candidate({ nodes, sizing: { ...sizing, replicas } })).value;
    };

    expect([1, 3].map((replicas) => of(replicas, { cpu: 1000, memory: 80 * GIB }))).toEqual([75, 25]);
    expect([1, 3].map((replicas) => of(replicas, { cpu: 80_000, memory: 2 * GIB }))).toEqual([75, 25]);
  });

  it('is 0 without a node', () => {
    expect(rate().value).toBe(0);
  });

  it('never falls when other pods ask for less', () => {
    fc.assert(
      fc.property(anyNodes, (nodes) => {
        const idle = nodes.map((one) =>
          one.requested.known ? { ...one, requested: known({ cpu: 0, memory: 0, pods: 0 }) } : one,
        );
        expect(rate(...idle).value).toBeGreaterThanOrEqual(rate(...nodes).value);
      }),
    );
  });
});
