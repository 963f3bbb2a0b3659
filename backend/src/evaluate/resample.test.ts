import { describe, expect, it } from 'vitest';
import { compareAll } from './compare-all.ts';
import { errorCurve, errorsAt, thresholdAt } from './error-rates.ts';
import { probesOf, templatesOf } from './groups.ts';
import { boundsOf, countsOf, resampledCounts, seededRandom } from './resample.ts';
import { madeUpPeople } from './testing.ts';

const people = madeUpPeople({ photos: [3, 2, 1, 4, 2] });
const comparisons = (all = people) =>
  compareAll({
    templates: templatesOf(all, 1),
    probes: probesOf(all, 1),
    people: all.length,
    onProgress: () => undefined,
  });
const total = (counts: ArrayLike<number>): number => Array.from(counts).reduce((sum, count) => sum + count, 0);

/** Draws the people of these indices. */
const drawing = (indices: readonly number[]) => {
  const left = [...indices];
  return () => ((left.shift() ?? 0) + 0.5) / people.length;
};

describe('resampledCounts', () => {
  it('are the counts themselves when everybody is drawn once', () => {
    const { genuine, impostors } = resampledCounts(comparisons(), drawing([4, 3, 2, 1, 0]));
    const expected = countsOf(comparisons());

    expect(genuine).toEqual(expected.genuine);
    expect(impostors).toEqual(expected.impostors);
  });

  it('leave out who was not drawn, and count the others as often as they were', () => {
    const { genuine, impostors } = resampledCounts(comparisons(), drawing([0, 0, 1, 3, 3]));

    expect(total(genuine)).toBe(2 * 3 + 1 * 1 + 2 * 6);
    expect(total(impostors)).toBe(2 * 1 * (3 * 2) + 2 * 2 * (3 * 4) + 1 * 2 * (2 * 4));
  });

  it('keep the weight of all pairs when only the most alike are known one by one', () => {
    const many = madeUpPeople({ photos: Array<number>(480).fill(3), seed: 2, length: 16 });
    const all = comparisons(many);
    const counts = resampledCounts(all, seededRandom(1));
    const weights = new Map<number, number>();
    const random = seededRandom(1);
    for (let draw = 0; draw < many.length; draw++) {
      const person = Math.floor(random() * many.length);
      weights.set(person, (weights.get(person) ?? 0) + 1);
    }
    const squares = [...weights.values()].reduce((sum, weight) => sum + weight * weight, 0);

    expect(all.top.from).toBeGreaterThan(0);
    expect(total(counts.impostors)).toBeCloseTo((9 * (480 * 480 - squares)) / 2, -1);
  });

  it('spread like new people do', () => {
    const rate = (seed: number) => {
      const curve = errorCurve(
        countsOf(comparisons(madeUpPeople({ photos: Array<number>(60).fill(3), noise: 0.9, seed }))),
      );
      return errorsAt(curve, thresholdAt(curve, 1e-2)).fnmr;
    };
    const truth = Array.from({ length: 60 }, (_, seed) => rate(1_000 + seed));
    const one = comparisons(madeUpPeople({ photos: Array<number>(60).fill(3), noise: 0.9, seed: 5 }));
    const random = seededRandom(9);
    const resamples = Array.from({ length: 200 }, () => {
      const curve = errorCurve(resampledCounts(one, random));
      return errorsAt(curve, thresholdAt(curve, 1e-2)).fnmr;
    });
    const width = (values: readonly number[]): number => {
      const [low = NaN, high = NaN] = boundsOf(values) ?? [];
      return high - low;
    };

    expect(width(resamples) / width(truth)).toBeGreaterThan(0.6);
    expect(width(resamples) / width(truth)).toBeLessThan(1.7);
  });
});

describe('boundsOf', () => {
  it('are the middle 95 %', () => {
    expect(boundsOf(Array.from({ length: 1_001 }, (_, index) => index))).toEqual([25, 975]);
  });

  it('are not known when a tenth of the resamples measured nothing', () => {
    expect(boundsOf([...Array<number>(89).fill(1), ...Array<number>(11).fill(NaN)])).toBeUndefined();
    expect(boundsOf([...Array<number>(90).fill(1), ...Array<number>(10).fill(NaN)])).toEqual([1, 1]);
  });
});

describe('seededRandom', () => {
  it('gives the same numbers for the same seed, evenly spread', () => {
    const [one, other] = [seededRandom(1), seededRandom(1)];
    const numbers = Array.from({ length: 10_000 }, one);

    expect(numbers).toEqual(Array.from({ length: 10_000 }, other));
    expect(Math.min(...numbers)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...numbers)).toBeLessThan(1);
    expect(numbers.reduce((sum, number) => sum + number, 0) / 10_000).toBeCloseTo(0.5, 1);
  });
});
