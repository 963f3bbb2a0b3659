import { BIN_COUNT, firstBinFrom, lowerEdge } from './similarity-bins.ts';

/** False match rates for which thresholds and true accepts are reported. */
export const REPORTED_RATES = ['1e-2', '1e-3', '1e-4', '1e-5'] as const;
export type ReportedRate = (typeof REPORTED_RATES)[number];

/** How many genuine and impostor comparisons, perhaps weighted, fell into each bin. */
export interface BinCounts {
  readonly genuine: ArrayLike<number>;
  readonly impostors: ArrayLike<number>;
}

/** The errors of single comparisons (ISO/IEC 19795-1) at any threshold. */
export interface ErrorCurve {
  /** Share of the impostor comparisons that bin b or a higher one holds: the false match rate of a threshold at its lower edge. */
  readonly fmr: Float64Array;
  /** Share of the genuine comparisons below bin b. */
  readonly fnmr: Float64Array;
}

/** The curve of such counts; all NaN where there is nothing to divide by. Both arrays have one entry more than there are bins. */
export function errorCurve({ genuine, impostors }: BinCounts): ErrorCurve {
  const [fmr, fnmr] = [shareFrom(impostors), shareFrom(genuine)];
  for (let bin = 0; bin <= BIN_COUNT; bin++) fnmr[bin] = 1 - (fnmr[bin] as number);
  return { fmr, fnmr };
}

/**
 * The rate at which false matches and false non-matches are equally frequent; between two bins the straight line counts.
 */
export function equalErrorRate({ fmr, fnmr }: ErrorCurve): number {
  const bin = firstBin((index) => (fmr[index] ?? NaN) <= (fnmr[index] ?? NaN));
  if (bin === undefined) return NaN;
  const [after, before] = [bin, Math.max(0, bin - 1)].map((b) => ({ fmr: fmr[b] ?? NaN, fnmr: fnmr[b] ?? NaN }));
  if (after === undefined || before === undefined) return NaN;
  const [gap, lead] = [after.fnmr - after.fmr, before.fmr - before.fnmr];
  const share = gap + lead === 0 ? 0 : lead / (gap + lead);
  return before.fnmr + share * (after.fnmr - before.fnmr);
}

/** The lowest threshold at which no more than this share of impostors is accepted; above 1 when even equal vectors are too many. */
export function thresholdAt({ fmr }: Pick<ErrorCurve, 'fmr'>, rate: number): number {
  const bin = firstBin((index) => (fmr[index] ?? NaN) <= rate);
  return bin === undefined ? NaN : lowerEdge(bin);
}

/** Both errors at a threshold. Similarities are known to a ten-thousandth. */
export function errorsAt({ fmr, fnmr }: ErrorCurve, threshold: number): { fmr: number; fnmr: number } {
  const bin = firstBinFrom(threshold);
  return { fmr: fmr[bin] ?? NaN, fnmr: fnmr[bin] ?? NaN };
}

/** Share of all counts in bin b and above, for each b. */
function shareFrom(counts: ArrayLike<number>): Float64Array {
  const shares = new Float64Array(BIN_COUNT + 1);
  let sum = 0;
  for (let bin = BIN_COUNT - 1; bin >= 0; bin--) {
    sum += counts[bin] as number;
    shares[bin] = sum;
  }
  for (let bin = 0; bin <= BIN_COUNT; bin++) shares[bin] = (shares[bin] as number) / sum;
  return shares;
}

/** The first bin of a curve from which on something holds; `undefined` when it never does. */
function firstBin(holds: (bin: number) => boolean): number | undefined {
  let [from, to] = [0, BIN_COUNT + 1];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (holds(middle)) to = middle;
    else from = middle + 1;
  }
  return from > BIN_COUNT ? undefined : from;
}
