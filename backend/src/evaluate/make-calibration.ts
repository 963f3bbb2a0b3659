import {
  FALSE_MATCH_RATES,
  NEEDED_COMBINATIONS,
  type Calibration,
  type CalibrationRow,
  type FalseMatchRate,
} from '../face/calibration/calibration.ts';
import type { PersonVectors } from './acquire-vectors.ts';
import { pairsOf } from './compare-all.ts';
import { errorCurve, thresholdAt, type ErrorCurve } from './error-rates.ts';
import { compareGroups, resample } from './evaluate-people.ts';
import { photoSets } from './groups.ts';
import { EvaluationInputError } from './input-error.ts';
import { boundsOf, countsOf } from './resample.ts';

/** A threshold learnt on one set of people let up to 6.2 times as many strangers of another through (docs/models.md). */
const RATE_DIVISOR = 6;
/** Fewer false matches than this say too little; beyond them the curve is continued. */
const ENOUGH_FALSE_MATCHES = 10;
/** Impostor comparisons from which on two decades of the curve can be seen before it has to be continued. */
const LEAST_PAIRS = 20_000;
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
 * Each is the upper 95 % bound (people drawn anew) of the threshold for a sixth of the promised rate. Where fewer than 10 false matches
 * would be left, the logarithm of the false match rate is continued as a straight line through the points with 100 and 10 of them:
 * it falls faster than that, so that the threshold errs on the safe side.
 *
 * @throws EvaluationInputError when there are too few people or photos for the combinations a login needs.
 */
export function makeCalibration({ people, recogniser, name, date, onProgress }: MakeCalibrationOptions): Calibration {
  checkPairs(people.map(({ vectors }) => vectors.length));
  const rows = COMBINATIONS.flatMap(({ enrolled, shown }, index) => {
    const row = calibrate(people, enrolled, shown, name);
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
export function checkPairs(photos: readonly number[]): void {
  for (const { enrolled, shown } of NEEDED_COMBINATIONS) {
    const pairs = impostorPairsOf(photos, enrolled, shown);
    if (pairs >= LEAST_PAIRS) continue;
    const [wanted, given] = [LEAST_PAIRS, pairs].map((count) => count.toLocaleString('en'));
    throw new EvaluationInputError(
      `too few photos for a calibration: ${enrolled} enrolled and ${shown} shown give ${given} impostor comparisons, and it takes ${wanted}, for example of 40 people with 5 usable photos each`,
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
  const impostorPairs = impostorPairsOf(photos, enrolled, shown);
  if (impostorPairs < LEAST_PAIRS) return undefined;

  const comparisons = compareGroups(people, enrolled, shown);
  const both = (curve: ErrorCurve) =>
    FALSE_MATCH_RATES.map((rate) => ({
      promised: continuedThresholdAt(curve, Number(rate), impostorPairs),
      used: continuedThresholdAt(curve, Number(rate) / RATE_DIVISOR, impostorPairs),
    }));
  const measured = both(errorCurve(countsOf(comparisons)));
  const resamples = resample(comparisons, both);
  const bounds = FALSE_MATCH_RATES.map((_, index) => ({
    promised: boundsOf(resamples.map((each) => each[index]?.promised ?? NaN)) ?? [NaN, NaN],
    used: boundsOf(resamples.map((each) => each[index]?.used ?? NaN))?.[1] ?? NaN,
  }));
  return {
    enrolled,
    shown,
    thresholds: byRate((index) => roundUp(bounds[index]?.used ?? NaN)),
    measured: [
      {
        set,
        impostorPairs,
        thresholds: byRate((index) => round(measured[index]?.promised ?? NaN)),
        bounds: byRate((index) => {
          const [low, high] = bounds[index]?.promised ?? [NaN, NaN];
          return [round(low), round(high)] as [number, number];
        }),
      },
    ],
  };
}

/** The threshold for a rate, on the continued curve where the rate would leave too few false matches. */
function continuedThresholdAt(curve: ErrorCurve, rate: number, impostorPairs: number): number {
  const last = ENOUGH_FALSE_MATCHES / impostorPairs;
  if (rate >= last) return thresholdAt(curve, rate);
  const [near, far] = [thresholdAt(curve, 10 * last), thresholdAt(curve, last)];
  return far + (far - near) * Math.log10(last / rate);
}

function impostorPairsOf(photos: readonly number[], enrolled: number, shown: number): number {
  const counts = [enrolled, shown].map((size) => Float64Array.from(photos, (all) => photoSets(all, size).length));
  const [templates = new Float64Array(), probes = new Float64Array()] = counts;
  return pairsOf(templates, probes, enrolled === shown);
}

function byRate<T>(value: (index: number) => T): Record<FalseMatchRate, T> {
  return Object.fromEntries(FALSE_MATCH_RATES.map((rate, index) => [rate, value(index)])) as Record<FalseMatchRate, T>;
}

/** A similarity of 1 would refuse everybody; a calibration that comes there is not one to be used, but can be read. */
const roundUp = (threshold: number): number => Math.min(0.999, Math.ceil(threshold * STEPS) / STEPS);
const round = (threshold: number): number => Number(threshold.toFixed(4));
