import { describe, expect, it } from 'vitest';
import { thresholdFor, type ThresholdRequest } from './threshold.ts';

const request = (change: Partial<ThresholdRequest>): ThresholdRequest => ({
  falseMatchRate: '1e-4',
  enrolled: 3,
  shown: 3,
  recogniser: 'mobilefacenet-repaired-1',
  ...change,
});

describe('thresholdFor', () => {
  it.each([
    { falseMatchRate: '1e-4', enrolled: 1, shown: 1, threshold: 0.59 },
    { falseMatchRate: '1e-4', enrolled: 3, shown: 1, threshold: 0.623 },
    { falseMatchRate: '1e-4', enrolled: 3, shown: 3, threshold: 0.633 },
    { falseMatchRate: '1e-3', enrolled: 3, shown: 1, threshold: 0.56 },
    { falseMatchRate: '1e-3', enrolled: 3, shown: 3, threshold: 0.59 },
  ] as const)(
    'promises $falseMatchRate at $threshold for $enrolled enrolled and $shown shown',
    ({ threshold, ...change }) => {
      expect(thresholdFor(request(change))).toBe(threshold);
    },
  );

  it('is never lower for more photos or a smaller rate', () => {
    for (let enrolled = 1; enrolled <= 5; enrolled++) {
      for (let shown = 1; shown <= 3; shown++) {
        const here = thresholdFor(request({ enrolled, shown }));
        if (enrolled > 1) expect(here).toBeGreaterThanOrEqual(thresholdFor(request({ enrolled: enrolled - 1, shown })));
        if (shown > 1) expect(here).toBeGreaterThanOrEqual(thresholdFor(request({ enrolled, shown: shown - 1 })));
        expect(here).toBeGreaterThan(thresholdFor(request({ enrolled, shown, falseMatchRate: '1e-3' })));
      }
    }
  });

  it.each([{ enrolled: 0 }, { enrolled: 6 }, { shown: 0 }, { shown: 4 }, { shown: 1.5 }, { recogniser: 'another' }])(
    'has none for %o',
    (change) => {
      expect(() => thresholdFor(request(change))).toThrow(RangeError);
    },
  );
});
