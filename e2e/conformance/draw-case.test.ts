import { describe, expect, it } from 'vitest';
import { drawCase, type SchedulerCase } from './draw-case.ts';

const cases = Array.from({ length: 300 }, (_, seed) => drawCase(seed));
const share = (is: (drawn: SchedulerCase) => boolean): number => cases.filter(is).length / cases.length;

describe('a drawn case', () => {
  it('is the same for the same seed, another for another', () => {
    expect(drawCase(5)).toEqual(drawCase(5));
    expect({ ...drawCase(5), seed: 0 }).not.toEqual({ ...drawCase(6), seed: 0 });
  });

  it('never has more on a node than the node has', () => {
    for (const { nodes, pods } of cases) {
      for (const node of nodes) {
        const there = pods.filter((pod) => pod.node === node.name && pod.state !== 'ended');
        const cpu = there
          .flatMap(({ containers }) => containers)
          .reduce((sum, { requests }) => sum + (requests?.cpu ?? 0), 0);

        expect(cpu).toBeLessThanOrEqual(node.allocatable.cpu);
        expect(there.length).toBeLessThanOrEqual(node.allocatable.pods);
      }
    }
  });

  it('brings everything that decides where a pod goes, and often', () => {
    expect(share(({ nodes }) => nodes.some(({ taints }) => taints.length > 0))).toBeGreaterThan(0.3);
    expect(share(({ nodes }) => nodes.some(({ cordoned }) => cordoned))).toBeGreaterThan(0.1);
    expect(share(({ nodes }) => nodes.some(({ ready }) => !ready))).toBeGreaterThan(0.1);
    expect(share(({ nodes }) => nodes.some(({ os }) => os === 'windows'))).toBeGreaterThan(0.05);
    expect(share(({ nodes }) => nodes.some(({ architecture }) => architecture === 's390x'))).toBeGreaterThan(0.05);
    expect(share(({ pods }) => pods.some(({ initContainers }) => initContainers.length > 0))).toBeGreaterThan(0.3);
    expect(share(({ pods }) => pods.some(({ antiAffinity }) => antiAffinity.length > 0))).toBeGreaterThan(0.1);
    expect(share(({ pods }) => pods.some(({ state }) => state === 'ended'))).toBeGreaterThan(0.1);
    expect(share(({ pods }) => pods.some(({ state }) => state === 'ending'))).toBeGreaterThan(0.1);
    expect(share(({ constraints }) => constraints.nodeAffinity !== undefined)).toBeGreaterThan(0.1);
    expect(share(({ constraints }) => (constraints.podAffinity?.length ?? 0) > 0)).toBeGreaterThan(0.1);
    expect(share(({ constraints }) => (constraints.podAntiAffinity?.length ?? 0) > 0)).toBeGreaterThan(0.1);
    expect(share(({ constraints }) => (constraints.tolerations?.length ?? 0) > 0)).toBeGreaterThan(0.3);
    expect(new Set(cases.map(({ replicas }) => replicas))).toEqual(new Set([1, 2, 3]));
  });
});
