import type { AcquiredVectors } from './acquire-vectors.ts';
import { REPORTED_RATES, type ReportedRate } from './error-rates.ts';
import { isMeasurable, type Evaluation, type Measured } from './evaluate-people.ts';
import type { Bounds } from './resample.ts';

export interface ReportOptions {
  readonly evaluation: Evaluation;
  readonly acquired: AcquiredVectors;
  readonly engine: string;
  readonly recogniser: string;
}

/** The figures of an evaluation for programs: rates are fractions, times ms; `null` is what so few comparisons cannot measure. */
export interface EvaluationReport {
  readonly engine: string;
  readonly recogniser: string;
  readonly enrolled: number;
  readonly shown: number;
  readonly people: number;
  readonly photos: number;
  readonly failedToAcquire: number;
  readonly failures: AcquiredVectors['failures'];
  readonly genuinePairs: number;
  readonly impostorPairs: number;
  readonly eer: number | null;
  readonly tar: Readonly<Record<ReportedRate, number | null>>;
  readonly thresholds: Readonly<Record<ReportedRate, number | null>>;
  /** By promised rate; empty when no threshold is known for that many photos of this recogniser. */
  readonly atShippedThreshold: Readonly<Record<string, { threshold: number; fmr: number | null; fnmr: number | null }>>;
  /** 95 % bounds of the figures of the same names. */
  readonly bounds: {
    readonly eer: Bounds | null;
    readonly tar: Readonly<Record<ReportedRate, Bounds | null>>;
    readonly thresholds: Readonly<Record<ReportedRate, Bounds | null>>;
    readonly atShippedThreshold: Readonly<Record<string, { fmr: Bounds | null; fnmr: Bounds | null }>>;
  };
  readonly msPerPhoto: number;
}

/** The report of an evaluation as data. */
export function evaluationReport({ evaluation, acquired, engine, recogniser }: ReportOptions): EvaluationReport {
  const { enrolled, shown, genuinePairs, impostorPairs, eer, tar, thresholds, atShipped } = evaluation;
  const { people, photos, failures, msPerPhoto } = acquired;
  return {
    ...{ engine, recogniser, enrolled, shown },
    people: people.length,
    photos,
    failedToAcquire: failedOf(acquired),
    failures,
    ...{ genuinePairs, impostorPairs },
    eer: rounded(eer.value),
    tar: byRate(tar, ({ value }) => rounded(value)),
    thresholds: byRate(thresholds, ({ value }) => rounded(value)),
    atShippedThreshold: Object.fromEntries(
      atShipped.map(({ rate, threshold, fmr, fnmr }) => [
        rate,
        { threshold, fmr: rounded(fmr.value), fnmr: rounded(fnmr.value) },
      ]),
    ),
    bounds: {
      eer: roundedBounds(eer),
      tar: byRate(tar, roundedBounds),
      thresholds: byRate(thresholds, roundedBounds),
      atShippedThreshold: Object.fromEntries(
        atShipped.map(({ rate, fmr, fnmr }) => [rate, { fmr: roundedBounds(fmr), fnmr: roundedBounds(fnmr) }]),
      ),
    },
    msPerPhoto: Number(msPerPhoto.toFixed(2)),
  };
}

/** The report of an evaluation for people. */
export function evaluationText(options: ReportOptions): string {
  const { evaluation, acquired, engine, recogniser } = options;
  const { enrolled, shown, genuinePairs, impostorPairs, eer, tar, thresholds } = evaluation;
  const usable = acquired.people.filter(({ vectors }) => vectors.length > 0).length;
  return [
    `${count(acquired.people.length)} people (${count(usable)} with a usable photo), ${count(acquired.photos)} photos`,
    `engine ${engine}, recogniser ${recogniser}, ${acquired.msPerPhoto.toFixed(1)} ms per photo`,
    ...failuresText(acquired),
    '',
    `${enrolled} enrolled, ${shown} shown: ${count(genuinePairs)} genuine and ${count(impostorPairs)} impostor comparisons`,
    row('', 'measured', '95 % bounds', 'threshold', '95 % bounds'),
    row('equal-error rate', percent(eer.value), range(eer.bounds, percent), '', ''),
    ...REPORTED_RATES.map((rate) =>
      isMeasurable(rate, impostorPairs)
        ? row(
            `true accepts at FMR ${rate}`,
            percent(tar[rate].value),
            range(tar[rate].bounds, percent),
            similarity(thresholds[rate].value),
            range(thresholds[rate].bounds, similarity),
          )
        : row(
            `true accepts at FMR ${rate}`,
            'not measurable: it takes',
            `${count(1 / Number(rate))} impostor comparisons`,
          ),
    ),
    ...shippedText(evaluation),
    '',
  ].join('\n');
}

function failuresText(acquired: AcquiredVectors): string[] {
  const failed = failedOf(acquired);
  const share = percent(failed / acquired.photos);
  return [
    `failures to acquire: ${count(failed)} of ${count(acquired.photos)} photos (${share})`,
    ...acquired.failures.map(
      ({ reason, count: times, examples }) =>
        `  ${reason}: ${count(times)} (${examples.join(', ')}${times > examples.length ? ', …' : ''})`,
    ),
  ];
}

function shippedText({ atShipped, enrolled, shown }: Evaluation): string[] {
  if (atShipped.length === 0) {
    return ['', `no threshold is known for ${enrolled} enrolled and ${shown} shown photos of this recogniser`];
  }
  return [
    '',
    row('at the thresholds in use', 'threshold', 'FMR', 'FNMR', '95 % bounds'),
    ...atShipped.map(({ rate, threshold, fmr, fnmr }) =>
      row(
        `promised FMR ${rate}`,
        similarity(threshold),
        fmr.value === 0 && fmr.bounds !== null ? `0 (below ${power(fmr.bounds[1])})` : power(fmr.value),
        percent(fnmr.value),
        range(fnmr.bounds, percent),
      ),
    ),
  ];
}

function failedOf({ failures }: AcquiredVectors): number {
  return failures.reduce((sum, { count: times }) => sum + times, 0);
}

function byRate<T>(
  figures: Readonly<Record<ReportedRate, Measured>>,
  take: (figure: Measured) => T,
): Record<ReportedRate, T> {
  return Object.fromEntries(REPORTED_RATES.map((rate) => [rate, take(figures[rate])])) as Record<ReportedRate, T>;
}

const count = (value: number): string => Math.round(value).toLocaleString('en');
const rounded = (value: number | null): number | null => (value === null ? null : Number(value.toPrecision(6)));
const roundedBounds = ({ bounds }: Measured): Bounds | null =>
  bounds && [Number(bounds[0].toPrecision(6)), Number(bounds[1].toPrecision(6))];
const percent = (value: number | null): string => (value === null ? 'unknown' : `${(100 * value).toFixed(2)} %`);
const similarity = (value: number | null): string => (value === null ? 'unknown' : value.toFixed(4));
const power = (value: number | null): string => (value === null ? 'unknown' : value.toExponential(1));
const range = (bounds: Bounds | null, text: (value: number) => string): string =>
  bounds === null ? 'unknown' : `${text(bounds[0])} – ${text(bounds[1])}`;

function row(...cells: string[]): string {
  const widths = [26, 10, 22, 10, 22];
  return cells
    .map((cell, index) => cell.padEnd(widths[index] ?? 0))
    .join('  ')
    .trimEnd();
}
