import { describe, expect, it } from 'vitest';
import { FALSE_MATCH_RATES, SHIPPED_CALIBRATION } from './calibration.ts';
import { thresholdFor, type ThresholdRequest } from './threshold.ts';

const threshold = (change: Partial<ThresholdRequest>): number =>
  thresholdFor(SHIPPED_CALIBRATION, { falseMatchRate: '1e-4', enrolled: 3, shown: 3, ...change });

const combinations = [1, 2, 3, 4, 5].flatMap((enrolled) => [1, 2, 3].map((shown) => ({ enrolled, shown })));

describe('the shipped thresholds', () => {
  it.each(combinations)('know $enrolled enrolled and $shown shown photos', (combination) => {
    for (const falseMatchRate of FALSE_MATCH_RATES) {
      expect(threshold({ falseMatchRate, ...combination })).toBeGreaterThan(0);
    }
  });

  it.each(combinations)('are above all that was measured with $enrolled enrolled and $shown shown', (combination) => {
    const row = SHIPPED_CALIBRATION.rows.find(
      ({ enrolled, shown }) => enrolled === combination.enrolled && shown === combination.shown,
    );
    for (const { thresholds } of row?.measured ?? []) {
      for (const rate of FALSE_MATCH_RATES) {
        expect(threshold({ falseMatchRate: rate, ...combination })).toBeGreaterThanOrEqual(thresholds[rate] + 0.05);
      }
    }
  });

  it('name the people and the pairs they rest on', () => {
    const names = SHIPPED_CALIBRATION.sets.map(({ name }) => name);
    for (const { measured } of SHIPPED_CALIBRATION.rows) {
      expect(names).toEqual(expect.arrayContaining(measured.map(({ set }) => set)));
      expect(measured.some(({ impostorPairs, bounds }) => impostorPairs !== undefined && bounds !== undefined)).toBe(
        true,
      );
    }
  });
});

describe('thresholdFor', () => {
  it('is higher for a smaller rate', () => {
    for (const combination of combinations) {
      const [loose = NaN, middle = NaN, strict = NaN] = FALSE_MATCH_RATES.map((falseMatchRate) =>
        threshold({ falseMatchRate, ...combination }),
      );
      expect(loose).toBeLessThan(middle);
      expect(middle).toBeLessThan(strict);
    }
  });

  it.each([{ enrolled: 0 }, { enrolled: 6 }, { shown: 0 }, { shown: 4 }, { shown: 1.5 }])(
    'has none for %o',
    (change) => {
      expect(() => threshold(change)).toThrow(RangeError);
    },
  );
});
