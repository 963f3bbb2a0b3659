import { pairsOf, type Comparisons } from './compare-all.ts';
import type { BinCounts } from './error-rates.ts';
import { BIN_COUNT } from './similarity-bins.ts';

/** The counts of the people as they are. */
export function countsOf({ genuine, impostors }: Comparisons): BinCounts {
  return { genuine: genuineBy(genuine, () => 1), impostors };
}

/**
 * The counts of people drawn anew from the same people, with replacement: who is drawn w times counts w times in genuine comparisons,
 * and a pair of people w_a · w_b times in impostor ones (a bootstrap over people: comparisons of one person are alike, so drawing
 * comparisons would promise too much).
 *
 * Exact for the pairs in `top`. The others, far below any threshold of interest, keep the shape of their counts and get the weight
 * that is left.
 *
 * @param random Uniform in [0, 1).
 */
export function resampledCounts(comparisons: Comparisons, random: () => number): BinCounts {
  const { people, genuine, impostors, top, impostorPairs } = comparisons;
  const weights = new Uint32Array(people);
  for (let draw = 0; draw < people; draw++) {
    const person = Math.floor(random() * people);
    weights[person] = (weights[person] ?? 0) + 1;
  }
  const weightOf = (person: number): number => weights[person] ?? 0;

  const counts = new Float64Array(BIN_COUNT);
  let inTop = 0;
  for (let pair = 0; pair < top.length; pair++) {
    const weight = weightOf(top.template[pair] as number) * weightOf(top.probe[pair] as number);
    const bin = top.bin[pair] as number;
    counts[bin] = (counts[bin] as number) + weight;
    inTop += weight;
  }
  const all = pairsOf(comparisons.templates, comparisons.probes, comparisons.isSymmetric, weightOf);
  const scale = (all - inTop) / (impostorPairs - top.length);
  for (let bin = 0; bin < top.from; bin++) counts[bin] = (impostors[bin] ?? 0) * scale;
  return { genuine: genuineBy(genuine, weightOf), impostors: counts };
}

function genuineBy({ person, bin, count }: Comparisons['genuine'], weight: (person: number) => number): Float64Array {
  const counts = new Float64Array(BIN_COUNT);
  for (let entry = 0; entry < bin.length; entry++) {
    const at = bin[entry] as number;
    counts[at] = (counts[at] as number) + (count[entry] as number) * weight(person[entry] as number);
  }
  return counts;
}

/** The middle 95 % of what the resamples gave; `undefined` when too many gave nothing. */
export type Bounds = readonly [low: number, high: number];

/**
 * @param values One of each resample; NaN where it could not be measured, in a resample without genuine comparisons for example.
 */
export function boundsOf(values: readonly number[]): Bounds | undefined {
  const sorted = values.filter((value) => Number.isFinite(value)).sort((a, b) => a - b);
  if (sorted.length < 0.9 * values.length) return undefined;
  const at = (share: number): number => sorted[Math.round(share * (sorted.length - 1))] ?? NaN;
  return [at(0.025), at(0.975)];
}

/** Uniform numbers in [0, 1) that are the same for the same seed (mulberry32, public domain, by T. Ettinger). */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
