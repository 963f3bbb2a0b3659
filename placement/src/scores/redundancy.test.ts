import { describe, expect, it } from 'vitest';
import { candidate, node } from '../testing.ts';
import { redundancy } from './redundancy.ts';

const names = ['node-1', 'node-2', 'node-3', 'node-4'];

describe('redundancy', () => {
  it.each([
    { nodes: 1, value: 0 },
    { nodes: 2, value: 50 },
    { nodes: 4, value: 75 },
  ])('is $value with one pod and $nodes nodes', ({ nodes, value }) => {
    const all = names.slice(0, nodes).map((name) => node({ name }));

    expect(redundancy.rate(candidate({ nodes: all })).value).toBe(value);
  });

  it.each([
    { name: 'without room', given: { allocatable: { cpu: 1100, memory: 2 ** 34, pods: 110 } } },
    { name: 'with a taint', given: { taints: [{ key: 'gpu', value: '', effect: 'NoSchedule' as const }] } },
    { name: 'of an architecture without an image', given: { architecture: 'riscv64' } },
  ])('does not count a node $name', ({ given }) => {
    const nodes = [node(), node({ name: 'node-2', ...given })];

    expect(redundancy.rate(candidate({ nodes }))).toEqual({ value: 0, because: '0 nodes spare, 1 used' });
  });

  it('counts a node with two pods once', () => {
    const nodes = [node(), node({ name: 'node-2' })];
    const packing = { fits: true as const, nodes: ['node-1', 'node-1'] };

    expect(redundancy.rate(candidate({ nodes, packing })).value).toBe(50);
  });
});
