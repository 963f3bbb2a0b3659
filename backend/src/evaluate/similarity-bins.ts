/** Similarities from −1 to 1 are counted in bins of a ten-thousandth, so that any number of comparisons fits into 80 kB. */
const BINS_PER_UNIT = 10_000;

export const BIN_COUNT = 2 * BINS_PER_UNIT + 1;

/** The bin of a similarity; rounding may push a dot product of unit vectors a little beyond −1 or 1. */
export function binOf(similarity: number): number {
  return Math.max(0, Math.min(BIN_COUNT - 1, Math.floor((similarity + 1) * BINS_PER_UNIT)));
}

/** The lowest similarity that falls into a bin: a threshold that accepts this bin and all above. */
export function lowerEdge(bin: number): number {
  return (bin - BINS_PER_UNIT) / BINS_PER_UNIT;
}

/** The first bin that a threshold accepts as a whole. */
export function firstBinFrom(threshold: number): number {
  return Math.max(0, Math.min(BIN_COUNT, Math.ceil(Number(((threshold + 1) * BINS_PER_UNIT).toFixed(6)))));
}
