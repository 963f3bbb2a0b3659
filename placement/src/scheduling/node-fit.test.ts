import { describe, expect, it } from 'vitest';
import { candidate, node } from '../testing.ts';
import { firstObstacle, obstaclesOf } from './node-fit.ts';

const { pod } = candidate();

describe('obstaclesOf', () => {
  it('names everything that keeps the pod off, what can be cured least first', () => {
    const unfit = node({
      os: 'windows',
      schedulable: false,
      taints: [{ key: 'dedicated', value: 'edge', effect: 'NoSchedule' }],
    });

    expect(obstaclesOf(unfit, pod)).toEqual([
      { cause: 'os', reason: 'node-1 runs windows' },
      { cause: 'cordoned', reason: 'node-1 is cordoned' },
      { cause: 'taint', reason: 'node-1 has the taint dedicated=edge:NoSchedule' },
    ]);
    expect(firstObstacle(unfit, pod)).toBe('os');
  });

  it('speaks of a cordon once, not of its taint too', () => {
    const cordoned = node({
      schedulable: false,
      taints: [{ key: 'node.kubernetes.io/unschedulable', value: '', effect: 'NoSchedule' }],
    });

    expect(obstaclesOf(cordoned, pod)).toEqual([{ cause: 'cordoned', reason: 'node-1 is cordoned' }]);
  });

  it('speaks of that taint where nobody has cordoned the node', () => {
    const taints = [{ key: 'node.kubernetes.io/unschedulable', value: '', effect: 'NoSchedule' }] as const;

    expect(firstObstacle(node({ taints }), pod)).toBe('taint');
  });
});
