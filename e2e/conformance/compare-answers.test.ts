import { describe, expect, it } from 'vitest';
import type { PackingResult } from '../../placement/src/scheduling/pack-pods.ts';
import { difference } from './compare-answers.ts';

const FITS: PackingResult = { fits: true, nodes: ['a', 'b'] };
const FITS_NOT: PackingResult = {
  fits: false,
  placed: 0,
  refusals: [{ node: 'a', cause: 'resources', reason: 'a is full' }],
};
const says = (reasons: string) => `0/2 nodes are available: ${reasons}. preemption: 0/2 nodes are available`;
const placed = { nodes: ['a', 'b'], pending: [] };
const refused = (reasons: string, nodes: string[] = []) => ({ nodes, pending: [says(reasons)] });

describe('planner and scheduler', () => {
  it('agree when both place all pods, whichever nodes they choose', () => {
    expect(difference(FITS, { nodes: ['b', 'c'], pending: [] }, [])).toBeUndefined();
  });

  it('agree when both refuse for the same reasons of as many nodes', () => {
    const scheduler = refused('1 Insufficient cpu, 1 Insufficient memory, 1 node(s) had untolerated taint(s)');

    expect(difference(FITS_NOT, scheduler, ['room', 'taint'])).toBeUndefined();
  });

  it.each([
    { what: 'only the planner refuses', plan: FITS_NOT, scheduler: placed, refusals: [], kind: 'scheduler-places' },
    {
      what: 'only the scheduler refuses',
      plan: FITS,
      scheduler: refused('2 Insufficient cpu'),
      refusals: 'it takes one more' as const,
      kind: 'scheduler-refuses',
    },
    {
      what: 'the scheduler has put the first pods where they are in the way',
      plan: FITS,
      scheduler: refused("2 node(s) didn't match pod anti-affinity rules", ['a']),
      refusals: ['pod-anti-affinity' as const, 'pod-anti-affinity' as const],
      kind: 'greedy',
    },
    {
      what: 'they refuse for other reasons',
      plan: FITS_NOT,
      scheduler: refused('1 Insufficient cpu, 1 node(s) were unschedulable'),
      refusals: ['room' as const, 'taint' as const],
      kind: 'other-reason',
    },
    {
      what: 'a reason stands for another number of nodes',
      plan: FITS_NOT,
      scheduler: refused('2 node(s) were unschedulable'),
      refusals: ['unschedulable' as const],
      kind: 'other-reason',
    },
  ])('differ when $what', ({ plan, scheduler, refusals, kind }) => {
    expect(difference(plan, scheduler, refusals)?.kind).toBe(kind);
  });
});
