import { describe, expect, it } from 'vitest';
import { plannerKind, schedulerKinds } from './refusal-kinds.ts';

describe('schedulerKinds', () => {
  it('reads every reason of a message, and nothing of what it says about preemption', () => {
    const message =
      "0/9 nodes are available: 1 Insufficient memory, 1 node(s) didn't match Pod's node affinity/selector, " +
      '1 node(s) had untolerated taint(s), 1 node(s) were unschedulable, 2 Insufficient cpu, 1 Too many pods, ' +
      "1 node(s) didn't match pod affinity rules, 1 node(s) didn't satisfy existing pods anti-affinity rules, " +
      "1 node(s) didn't match pod anti-affinity rules. no new claims to deallocate, preemption: 0/9 nodes are " +
      'available: 2 No preemption victims found for incoming pod, 7 Preemption is not helpful for scheduling.';

    expect(Object.fromEntries(schedulerKinds(message))).toEqual({
      room: 4,
      'node-affinity': 1,
      taint: 1,
      unschedulable: 1,
      'pod-affinity': 1,
      'pod-anti-affinity': 2,
    });
  });

  it('reads taints with their names, as schedulers before 1.34 write them', () => {
    const message =
      '0/3 nodes are available: 1 node(s) had untolerated taint {a.b/c: x, y}, 2 node(s) had untolerated taint {gpu: }. ' +
      'preemption: 0/3 nodes are available: 3 Preemption is not helpful for scheduling.';

    expect(Object.fromEntries(schedulerKinds(message))).toEqual({ taint: 3 });
  });

  it('refuses what it does not know, rather than to compare less', () => {
    expect(() => schedulerKinds('0/1 nodes are available: 1 node(s) felt tired. preemption: none')).toThrow(
      'felt tired',
    );
    expect(() => schedulerKinds('pod has unbound immediate PersistentVolumeClaims')).toThrow('no message');
  });
});

describe('plannerKind', () => {
  it.each([
    ['os', 'node-affinity'],
    ['architecture', 'node-affinity'],
    ['not-ready', 'taint'],
    ['cordoned', 'unschedulable'],
    ['too-many-pods', 'room'],
    ['pod-anti-affinity', 'pod-anti-affinity'],
  ] as const)('calls the cause %s what the scheduler calls it: %s', (cause, kind) => {
    expect(plannerKind(cause)).toBe(kind);
  });
});
