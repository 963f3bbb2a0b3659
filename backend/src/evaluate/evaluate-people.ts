import type { PersonVectors } from './acquire-vectors.ts';
import { compareAll, type Comparisons } from './compare-all.ts';
import {
  equalErrorRate,
  errorCurve,
  errorsAt,
  REPORTED_RATES,
  thresholdAt,
  type ErrorCurve,
  type ReportedRate,
} from './error-rates.ts';
import { probesOf, templatesOf } from './groups.ts';
import { EvaluationInputError } from './input-error.ts';
import { boundsOf, countsOf, resampledCounts, seededRandom, type Bounds } from './resample.ts';

/** A figure and the 95 % bounds of its error by the choice of people; `null` where there were too few comparisons for it. */
export interface Measured {
  readonly value: number | null;
  readonly bounds: Bounds | null;
}

/** Both errors at a threshold that was set before. */
export interface ErrorsAtThreshold {
  readonly threshold: number;
  readonly fmr: Measured;
  readonly fnmr: Measured;
}

export interface Evaluation {
  readonly enrolled: number;
  readonly shown: number;
  readonly genuinePairs: number;
  readonly impostorPairs: number;
  readonly eer: Measured;
  /** True accepts, 1 − FNMR, at each false match rate, and the thresholds where that is. */
  readonly tar: Readonly<Record<ReportedRate, Measured>>;
  readonly thresholds: Readonly<Record<ReportedRate, Measured>>;
  readonly atShipped: readonly (ErrorsAtThreshold & { readonly rate: string })[];
  readonly curve: ErrorCurve;
}

export interface EvaluateOptions {
  readonly people: readonly PersonVectors[];
  readonly enrolled: number;
  readonly shown: number;
  /** Thresholds in use, by the false match rate they promise. */
  readonly shipped: readonly { readonly rate: string; readonly threshold: number }[];
  readonly onProgress: (what: string, done: number, of: number) => void;
}

/** Resamples for the bounds. A bound moves by a few per cent of the interval's width from one seed to another. */
const RESAMPLES = 500;
const SEED = 1;

/**
 * Compares everybody with everybody and says how often single comparisons are wrong.
 *
 * @throws EvaluationInputError when nobody has enough photos for a template and a probe.
 */
export function evaluatePeople({ people, enrolled, shown, shipped, onProgress }: EvaluateOptions): Evaluation {
  checkPhotos(
    people.map(({ vectors }) => vectors.length),
    enrolled,
    shown,
  );
  const comparisons = compareGroups(people, enrolled, shown, (done, of) => {
    onProgress('comparisons', done, of);
  });
  const figures = (curve: ErrorCurve): number[] => {
    const thresholds = REPORTED_RATES.map((rate) => thresholdAt(curve, Number(rate)));
    const atShipped = shipped.map(({ threshold }) => errorsAt(curve, threshold));
    return [
      equalErrorRate(curve),
      ...thresholds,
      ...thresholds.map((threshold) => 1 - errorsAt(curve, threshold).fnmr),
      ...atShipped.map(({ fmr }) => fmr),
      ...atShipped.map(({ fnmr }) => fnmr),
    ];
  };

  const curve = errorCurve(countsOf(comparisons));
  const values = figures(curve);
  const resamples = resample(comparisons, figures, (done) => {
    onProgress('resamples', done, RESAMPLES);
  });
  const measured = values.map((value, index) => ({
    value,
    bounds: boundsOf(resamples.map((each) => each[index] ?? NaN)) ?? null,
  }));
  const take = (from: number) => measured[from] ?? NOT_MEASURED;
  const { genuinePairs, impostorPairs } = comparisons;
  const byRate = (from: number) =>
    Object.fromEntries(
      REPORTED_RATES.map((rate, index) => [
        rate,
        isMeasurable(rate, impostorPairs) ? take(from + index) : NOT_MEASURED,
      ]),
    ) as Record<ReportedRate, Measured>;

  const rates = REPORTED_RATES.length;
  return {
    ...{ enrolled, shown, genuinePairs, impostorPairs, curve },
    eer: take(0),
    thresholds: byRate(1),
    tar: byRate(1 + rates),
    atShipped: shipped.map((each, index) => ({
      ...each,
      fmr: boundedZero(take(1 + 2 * rates + index), impostorPairs),
      fnmr: take(1 + 2 * rates + shipped.length + index),
    })),
  };
}

/** Where nothing happened in n comparisons, its rate is below 3/n with 95 % confidence; resamples of nothing show nothing. */
function boundedZero({ value, bounds }: Measured, comparisons: number): Measured {
  return value === 0 ? { value, bounds: [0, 3 / comparisons] } : { value, bounds };
}

const NOT_MEASURED: Measured = { value: null, bounds: null };

/** Whether that many impostor comparisons let a false match rate be measured: one false match at least must be allowed. */
export function isMeasurable(rate: string, impostorPairs: number): boolean {
  return Number(rate) * impostorPairs >= 1;
}

/** All comparisons of templates of so many photos with probes of so many. */
export function compareGroups(
  people: readonly PersonVectors[],
  enrolled: number,
  shown: number,
  onProgress: (done: number, of: number) => void = () => undefined,
): Comparisons {
  const [templates, probes] = [templatesOf(people, enrolled), probesOf(people, shown)];
  return compareAll({ templates, probes, people: people.length, onProgress });
}

/** What each resample of the people gives. The same seed each time, so that the same photos give the same bounds. */
export function resample<T>(
  comparisons: Comparisons,
  figures: (curve: ErrorCurve) => T,
  onProgress: (done: number) => void = () => undefined,
): T[] {
  const random = seededRandom(SEED);
  return Array.from({ length: RESAMPLES }, (_, index) => {
    const result = figures(errorCurve(resampledCounts(comparisons, random)));
    onProgress(index + 1);
    return result;
  });
}

/** @throws EvaluationInputError when there is nothing to compare. @param photos Usable ones of each person. */
export function checkPhotos(photos: readonly number[], enrolled: number, shown: number): void {
  const [most, second] = photos.toSorted((a, b) => b - a);
  if (most === undefined || most < enrolled + shown) {
    throw new EvaluationInputError(
      `nobody has the ${enrolled + shown} usable photos that ${enrolled} enrolled and ${shown} shown take; the most is ${most ?? 0}`,
    );
  }
  if (second === undefined || second < Math.min(enrolled, shown)) {
    throw new EvaluationInputError('only one person has enough usable photos, and false matches take two people');
  }
}
