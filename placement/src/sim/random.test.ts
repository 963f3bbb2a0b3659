import { describe, expect, it } from 'vitest';
import { seededRandom } from './random.ts';

const draws = (seed: number, stream: number, count: number): number[] => {
  const random = seededRandom(seed, stream);
  return Array.from({ length: count }, () => random.next());
};

describe('seededRandom', () => {
  it('repeats itself for the same seed, and for no other seed or stream', () => {
    expect(draws(7, 0, 5)).toEqual(draws(7, 0, 5));
    expect(draws(7, 0, 5)).not.toEqual(draws(8, 0, 5));
    expect(draws(7, 0, 5)).not.toEqual(draws(7, 1, 5));
  });

  it('fills the range from 0 to 1 evenly, along a stream and across streams', () => {
    const across = Array.from({ length: 10_000 }, (_, stream) => draws(1, stream, 1)[0] ?? NaN);
    for (const values of [draws(1, 0, 10_000), across]) {
      for (let tenth = 0; tenth < 10; tenth++) {
        const share = values.filter((value) => Math.floor(value * 10) === tenth).length / values.length;
        expect(share).toBeGreaterThan(0.08);
        expect(share).toBeLessThan(0.12);
      }
    }
  });

  it('draws whole numbers with both ends', () => {
    const random = seededRandom(3);
    const drawn = new Set(Array.from({ length: 200 }, () => random.integer(2, 4)));

    expect([...drawn].sort()).toEqual([2, 3, 4]);
  });

  it('chooses as often as the weights say, and never what weighs nothing', () => {
    const random = seededRandom(5);
    const names = Array.from({ length: 4000 }, () => {
      return random.weighted([
        { weight: 3, name: 'often' },
        { weight: 0, name: 'never' },
        { weight: 1, name: 'seldom' },
      ]).name;
    });

    expect(names).not.toContain('never');
    expect(names.filter((name) => name === 'often').length / names.length).toBeCloseTo(0.75, 1);
  });

  it('does not choose from nothing', () => {
    expect(() => seededRandom(1).pick([])).toThrow('nothing to choose');
  });
});
