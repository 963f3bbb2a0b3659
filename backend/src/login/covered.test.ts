import { describe, expect, it } from 'vitest';
import { Covered } from './covered.ts';
import type { FramingProblem } from './framing.ts';

const frames = (count: number, problem: FramingProblem) => Array<FramingProblem>(count).fill(problem);

/** Ten frames a second. */
function watch(problems: readonly (FramingProblem | undefined)[], isMoving = true) {
  const covered = new Covered({ toldMs: 2_000 });
  const seen = problems.map((problem, index) => covered.observe(100 * index, problem, isMoving));
  return { seen, covered };
}

describe('a face at rest', () => {
  it('is covered at once', () => {
    expect(watch(['mouth-covered'], false).seen).toEqual(['mouth-covered']);
  });

  it('goes on as it is when the person was told for so long', () => {
    const { seen, covered } = watch(frames(30, 'eyes-covered'), false);

    expect(seen.slice(0, 20)).toEqual(frames(20, 'eyes-covered'));
    expect(seen.slice(20)).toEqual(Array(10).fill(undefined));
    expect(covered.isThere).toBe(true);
  });

  it('is told of it again after a while without, but not longer in all', () => {
    const { seen } = watch([...frames(10, 'eyes-covered'), undefined, ...frames(30, 'eyes-covered')], false);

    expect(seen.filter((problem) => problem === 'eyes-covered')).toHaveLength(20);
  });

  it('keeps every other problem', () => {
    expect(watch(['two-faces', 'no-face'], false).seen).toEqual(['two-faces', 'no-face']);
  });
});

describe('a face that makes moves', () => {
  it('is not covered by shut eyes', () => {
    const { seen, covered } = watch(frames(7, 'eyes-covered'));

    expect(seen).toEqual(Array(7).fill(undefined));
    expect(covered.isThere).toBe(false);
  });

  it('is covered by what stays for .8 s', () => {
    expect(watch(frames(9, 'mouth-covered')).seen.at(-1)).toBe('mouth-covered');
  });

  it('is uncovered by one frame without', () => {
    const hand = frames(6, 'mouth-covered');

    expect(watch([...hand, undefined, ...hand]).seen.every((problem) => problem === undefined)).toBe(true);
  });
});
