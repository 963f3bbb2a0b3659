import {
  FALSE_MATCH_RATES,
  NEEDED_COMBINATIONS,
  type Calibration,
  type CalibrationRow,
  type FalseMatchRate,
} from '../face/calibration/calibration.ts';
import type { PersonVectors } from './acquire-vectors.ts';
import { pairsOf, type Comparisons } from './compare-all.ts';
import { errorCurve, thresholdAt, type ErrorCurve } from './error-rates.ts';
import { compareGroups, resample } from './evaluate-people.ts';
import { EvaluationInputError } from './input-error.ts';
import { boundsOf, countsOf } from './resample.ts';

/** A threshold learnt on one set of people let up to 6.2 times as many strangers of another through (docs/models.md). */
const RATE_DIVISOR = 6;
/**
 * Comparisons of the same two people are alike, so pairs of people count and not comparisons. A false match rate that fewer of them
 * show is not measured: beyond it the curve is continued.
 */
const ENOUGH_PAIRS = 10;
/** People from whom on the curve can be seen over a decade before it has to be continued. */
const LEAST_PEOPLE = 30;
/** Thresholds are rounded up to thousandths. */
const STEPS = 1_000;
/** All combinations a calibration may have, the many-sided last. */
const COMBINATIONS = [1, 2, 3, 4, 5].flatMap((enrolled) => [1, 2, 3].map((shown) => ({ enrolled, shown })));

export interface MakeCalibrationOptions {
  readonly people: readonly PersonVectors[];
  readonly recogniser: string;
  /** What the set of people is called. */
  readonly name: string;
  /** ISO date, for example 2026-01-31. */
  readonly date: string;
  readonly onProgress: (what: string, done: number, of: number) => void;
}

/**
 * Learns thresholds for every number of enrolled and shown photos that the people have enough photos for; the others are left out.
 *
 * Each is the upper 95 % bound (people drawn anew) of the threshold for a sixth of the promised rate. Where that is less than 10 of
 * all pairs of people, the curve is continued as a straight line through the points of 100 and 10 pairs, the false match rate as a
 * normal deviate, as on a DET curve. The measured curves bend to the safe side of such lines (docs/models.md).
 *
 * @throws EvaluationInputError when there are too few people or photos for the combinations a login needs.
 */
export function makeCalibration({ people, recogniser, name, date, onProgress }: MakeCalibrationOptions): Calibration {
  checkPeople(people.map(({ vectors }) => vectors.length));
  const rows = COMBINATIONS.flatMap(({ enrolled, shown }, index) => {
    const row = calibrate(people, enrolled, shown, name);
    if (row === undefined && isNeeded(enrolled, shown)) throw tooAlike(enrolled, shown);
    onProgress('combinations of enrolled and shown photos', index + 1, COMBINATIONS.length);
    return row ?? [];
  });
  const withPhotos = people.filter(({ vectors }) => vectors.length > 0);
  const photos = withPhotos.reduce((sum, { vectors }) => sum + vectors.length, 0);
  const margin = `Each threshold is the upper 95 % bound (people drawn anew) of the measured one for a ${RATE_DIVISOR}th of the promised rate, because a threshold learnt on one set of people let up to 6.2 times as many strangers of another through.`;
  return { recogniser, sets: [{ name, date, people: withPhotos.length, photos }], margin, rows };
}

/**
 * Looks whether a calibration can be made.
 *
 * @param photos Of each person.
 * @throws EvaluationInputError as `makeCalibration`.
 */
export function checkPeople(photos: readonly number[]): void {
  for (const { enrolled, shown } of NEEDED_COMBINATIONS) {
    const [least, people] = [Math.max(enrolled, shown), peopleWith(photos, enrolled, shown)];
    if (people >= LEAST_PEOPLE) continue;
    throw new EvaluationInputError(
      `too few photos for a calibration: it takes ${LEAST_PEOPLE} people at least with ${least} usable photos each, and there are ${people}; with some hundred people the thresholds are lower`,
    );
  }
}

function calibrate(
  people: readonly PersonVectors[],
  enrolled: number,
  shown: number,
  set: string,
): CalibrationRow | undefined {
  const photos = people.map(({ vectors }) => vectors.length);
  if (peopleWith(photos, enrolled, shown) < LEAST_PEOPLE) return undefined;

  const comparisons = compareGroups(people, enrolled, shown);
  const last = ENOUGH_PAIRS / pairsOfPeople(comparisons);
  const both = (curve: ErrorCurve) =>
    FALSE_MATCH_RATES.map((rate) => ({
      promised: continuedThresholdAt(curve, Number(rate), last),
      used: continuedThresholdAt(curve, Number(rate) / RATE_DIVISOR, last),
    }));
  const measured = both(errorCurve(countsOf(comparisons)));
  const resamples = resample(comparisons, both);
  const bounds = FALSE_MATCH_RATES.map((_, index) => ({
    promised: boundsOf(resamples.map((each) => each[index]?.promised ?? NaN)) ?? [NaN, NaN],
    used: boundsOf(resamples.map((each) => each[index]?.used ?? NaN))?.[1] ?? NaN,
  }));
  // At a similarity of 1 nobody would be accepted.
  if (bounds.some(({ used }) => !(roundUp(used) < 1))) return undefined;
  return {
    enrolled,
    shown,
    thresholds: byRate((index) => roundUp(bounds[index]?.used ?? NaN)),
    measured: [
      {
        set,
        impostorPairs: comparisons.impostorPairs,
        thresholds: byRate((index) => round(measured[index]?.promised ?? NaN)),
        bounds: byRate((index) => {
          const [low, high] = bounds[index]?.promised ?? [NaN, NaN];
          return [round(low), round(high)] as [number, number];
        }),
      },
    ],
  };
}

function isNeeded(enrolled: number, shown: number): boolean {
  return NEEDED_COMBINATIONS.some((each) => each.enrolled === enrolled && each.shown === shown);
}

function tooAlike(enrolled: number, shown: number): EvaluationInputError {
  return new EvaluationInputError(
    `no calibration can be made: with ${enrolled} enrolled and ${shown} shown, these people are too few, or some of them too alike, for a threshold that keeps strangers out; add people, and look whether two folders show one person`,
  );
}

/** The threshold for a rate, on the continued curve where the rate is below the last one that is measured. */
function continuedThresholdAt(curve: ErrorCurve, rate: number, last: number): number {
  if (rate >= last) return thresholdAt(curve, rate);
  const [near, far] = [10 * last, last].map((share) => ({ at: thresholdAt(curve, share), deviate: deviate(share) }));
  if (near === undefined || far === undefined) return NaN;
  return far.at + ((far.at - near.at) * (deviate(rate) - far.deviate)) / (far.deviate - near.deviate);
}

/**
 * How many standard deviations above the mean a share of `share` of a normal distribution lies (Abramowitz and Stegun 26.2.23,
 * error below 5e-4).
 *
 * @param share Above 0, at most .5.
 */
export function deviate(share: number): number {
  const t = Math.sqrt(-2 * Math.log(share));
  const numerator = 2.515517 + t * (0.802853 + t * 0.010328);
  return t - numerator / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308)));
}

/** People with enough photos for templates as well as probes. */
function peopleWith(photos: readonly number[], enrolled: number, shown: number): number {
  return photos.filter((count) => count >= Math.max(enrolled, shown)).length;
}

function pairsOfPeople({ templates, probes, isSymmetric }: Comparisons): number {
  const some = (counts: Float64Array): Float64Array => counts.map((count) => Math.min(1, count));
  return pairsOf(some(templates), some(probes), isSymmetric);
}

function byRate<T>(value: (index: number) => T): Record<FalseMatchRate, T> {
  return Object.fromEntries(FALSE_MATCH_RATES.map((rate, index) => [rate, value(index)])) as Record<FalseMatchRate, T>;
}

const roundUp = (threshold: number): number => Math.ceil(threshold * STEPS) / STEPS;
const round = (threshold: number): number => Number(threshold.toFixed(4));
