import { describe, expect, it } from 'vitest';
import { checkPhotos, evaluatePeople } from './evaluate-people.ts';
import { madeUpPeople, type MadeUpOptions } from './testing.ts';

const evaluate = (options: MadeUpOptions, [enrolled, shown] = [1, 1], shipped = [{ rate: '1e-4', threshold: 0.5 }]) =>
  evaluatePeople({ people: madeUpPeople(options), enrolled, shown, shipped, onProgress: () => undefined });

const MANY = { photos: Array<number>(80).fill(4), noise: 0.7 };
const many = evaluate(MANY);

describe('evaluatePeople', () => {
  it('gives the same figures and bounds each time', () => {
    const few = { photos: Array<number>(20).fill(3), noise: 0.7 };
    expect({ ...evaluate(few), curve: null }).toEqual({ ...evaluate(few), curve: null });
  });

  it('has bounds on both sides of each figure', () => {
    const { eer, tar, thresholds } = many;
    for (const { value, bounds } of [eer, tar['1e-2'], tar['1e-3'], thresholds['1e-2'], thresholds['1e-3']]) {
      const [low = NaN, high = NaN] = bounds ?? [];
      expect(low).toBeLessThanOrEqual(value ?? NaN);
      expect(high).toBeGreaterThanOrEqual(value ?? NaN);
      expect(high).toBeGreaterThan(low);
    }
  });

  it('does not claim a rate that so few pairs cannot show', () => {
    const { impostorPairs, tar, thresholds } = many;
    expect(impostorPairs).toBe(80 * 79 * 8);
    expect(tar['1e-4'].value).toBeGreaterThan(0);
    expect(tar['1e-5']).toEqual({ value: null, bounds: null });
    expect(thresholds['1e-5']).toEqual({ value: null, bounds: null });
  });

  it('finds people more alike with more photos of each', () => {
    const [one, three] = [many, evaluate(MANY, [3, 1])];
    expect(three.tar['1e-3'].value ?? 0).toBeGreaterThan(one.tar['1e-3'].value ?? 1);
  });

  it('says how wrong a given threshold is', () => {
    const { thresholds, tar } = many;
    const threshold = thresholds['1e-2'].value ?? NaN;
    const { atShipped } = evaluate(MANY, [1, 1], [{ rate: '1e-2', threshold }]);

    expect(atShipped[0]).toMatchObject({ rate: '1e-2', threshold });
    expect(atShipped[0]?.fmr.value).toBeLessThanOrEqual(1e-2);
    expect(atShipped[0]?.fmr.value).toBeGreaterThan(0.9e-2);
    expect(atShipped[0]?.fnmr.value).toBeCloseTo(1 - (tar['1e-2'].value ?? NaN), 10);
  });

  it('does without bounds where most resamples have nothing to measure', () => {
    expect(evaluate({ photos: [2, 1, 1] }).eer.bounds).toBeNull();
  });
});

describe('checkPhotos', () => {
  it.each([
    { photos: [2, 1], enrolled: 1, shown: 1 },
    { photos: [4, 1, 1], enrolled: 3, shown: 1 },
    { photos: [4, 3], enrolled: 1, shown: 3 },
  ])('takes $photos photos for $enrolled enrolled and $shown shown', ({ photos, enrolled, shown }) => {
    expect(() => checkPhotos(photos, enrolled, shown)).not.toThrow();
  });

  it.each([
    {
      photos: [5, 5],
      enrolled: 3,
      shown: 3,
      says: 'nobody has the 6 usable photos that 3 enrolled and 3 shown take; the most is 5',
    },
    { photos: [], enrolled: 1, shown: 1, says: 'the most is 0' },
    { photos: [6, 0], enrolled: 1, shown: 1, says: 'only one person has enough usable photos' },
    { photos: [6, 2], enrolled: 3, shown: 3, says: 'only one person has enough usable photos' },
  ])(
    'says why $photos photos are too few for $enrolled enrolled and $shown shown',
    ({ photos, enrolled, shown, says }) => {
      expect(() => checkPhotos(photos, enrolled, shown)).toThrow(says);
    },
  );
});
