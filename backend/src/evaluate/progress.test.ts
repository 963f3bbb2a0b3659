import { describe, expect, it } from 'vitest';
import { sayProgress } from './progress.ts';

function run(isTerminal: boolean, steps: readonly (readonly [at: number, done: number])[]): string[] {
  const clock = { now: 0 };
  const written: string[] = [];
  const say = sayProgress({ isTerminal, write: (text) => written.push(text), now: () => clock.now });
  for (const [at, done] of steps) {
    clock.now = at;
    say('photos', done, 1_000);
  }
  return written;
}

describe('sayProgress', () => {
  it('writes a line every ten seconds where nobody looks at a terminal', () => {
    expect(
      run(false, [
        [9_000, 10],
        [10_000, 11],
        [15_000, 20],
        [20_000, 31],
        [21_000, 1_000],
      ]),
    ).toEqual(['11 of 1,000 photos\n', '31 of 1,000 photos\n']);
  });

  it('counts in one line of a terminal, ten times a second at most, and ends it', () => {
    const written = run(true, [
      [50, 1],
      [100, 2],
      [150, 3],
      [160, 1_000],
    ]);
    expect(written.map((text) => text.replaceAll('\x1b[K', ''))).toEqual([
      '\r2 of 1,000 photos',
      '\r1,000 of 1,000 photos\n',
    ]);
  });
});
