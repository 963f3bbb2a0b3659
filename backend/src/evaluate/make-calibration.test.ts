import { describe, expect, it } from 'vitest';
import { checkCalibration, FALSE_MATCH_RATES, type Calibration } from '../face/calibration/calibration.ts';
import { thresholdFor } from '../face/calibration/threshold.ts';
import { errorCurve, errorsAt } from './error-rates.ts';
import { compareGroups } from './evaluate-people.ts';
import { checkPeople, deviate, makeCalibration } from './make-calibration.ts';
import { countsOf } from './resample.ts';
import { madeUpPeople } from './testing.ts';

const make = (photos: readonly number[], seed = 7): Calibration =>
  makeCalibration({
    people: madeUpPeople({ photos, seed }),
    recogniser: 'r-1',
    name: 'staff',
    date: '2026-01-31',
    onProgress: () => undefined,
  });

const calibration = make([...Array<number>(35).fill(4), ...Array<number>(10).fill(5), 1, 1, 0]);

describe('makeCalibration', () => {
  it('says what it rests on', () => {
    expect(calibration).toMatchObject({
      recogniser: 'r-1',
      sets: [{ name: 'staff', date: '2026-01-31', people: 47, photos: 192 }],
    });
    const row = calibration.rows.find(({ enrolled, shown }) => enrolled === 3 && shown === 1);
    expect(row?.measured[0]).toMatchObject({
      set: 'staff',
      impostorPairs: (35 * 4 + 10 * 10) * 192 - 35 * 4 * 4 - 10 * 10 * 5,
    });
    expect(() => checkCalibration(calibration, 'r-1')).not.toThrow();
  });

  it('leaves out combinations that the photos are too few for', () => {
    const made = calibration.rows.map(({ enrolled, shown }) => `${enrolled}/${shown}`);
    expect(made).toEqual(['1/1', '1/2', '1/3', '2/1', '2/2', '2/3', '3/1', '3/2', '3/3', '4/1', '4/2', '4/3']);
  });

  it('sets thresholds above what was measured, the higher the stricter', () => {
    for (const { thresholds, measured } of calibration.rows) {
      const [first] = measured;
      for (const rate of FALSE_MATCH_RATES) {
        expect(thresholds[rate]).toBeGreaterThan(first?.thresholds[rate] ?? NaN);
        expect(thresholds[rate]).toBeGreaterThan(first?.bounds?.[rate][1] ?? NaN);
      }
      expect(thresholds['1e-3']).toBeLessThan(thresholds['1e-4']);
      expect(thresholds['1e-4']).toBeLessThan(thresholds['1e-5']);
    }
  });

  it('keeps its promise on other people of the same kind', () => {
    const others = madeUpPeople({ photos: Array<number>(90).fill(5), seed: 99 });
    for (const shown of [1, 3]) {
      const curve = errorCurve(countsOf(compareGroups(others, 3, shown)));
      for (const falseMatchRate of FALSE_MATCH_RATES) {
        const threshold = thresholdFor(calibration, { falseMatchRate, enrolled: 3, shown });
        expect(errorsAt(curve, threshold).fmr).toBeLessThanOrEqual(Number(falseMatchRate));
      }
    }
  });

  it('says that a person with two folders makes it impossible', () => {
    const people = madeUpPeople({ photos: Array<number>(35).fill(3), noise: 0.3 });
    const twice = { ...people[0], name: 'the same person again', vectors: people[0]?.vectors ?? [] };
    const options = { recogniser: 'r-1', name: 'staff', date: '2026-01-31', onProgress: () => undefined };

    expect(() => makeCalibration({ ...options, people: [...people, twice] })).toThrow(
      'whether two folders show one person',
    );
  });

  it.each([
    { name: 'too few people', photos: Array<number>(29).fill(5), says: '1 usable photos each, and there are 29' },
    {
      name: 'too few photos of most',
      photos: [...Array<number>(29).fill(5), ...Array<number>(300).fill(2)],
      says: '3 usable photos each, and there are 29',
    },
  ])('says how many photos it takes when there are $name', ({ photos, says }) => {
    expect(() => checkPeople(photos)).toThrow('it takes 30 people at least with');
    expect(() => checkPeople(photos)).toThrow(says);
  });
});

describe('deviate', () => {
  it.each([
    [0.5, 0],
    [0.1, 1.2816],
    [1e-2, 2.3263],
    [1e-3, 3.0902],
    [1e-4, 3.719],
    [1e-6, 4.7534],
  ])('of %d is %d', (share, expected) => {
    expect(Math.abs(deviate(share) - expected)).toBeLessThan(5e-4);
  });
});
