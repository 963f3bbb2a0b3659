import type { Cover } from '../engine.ts';
import weights from './cover-weights.json' with { type: 'json' };
import { describePatch, shadingOf, type Patch } from './patch.ts';

/** Where the crop shows what may be covered: eyes with their brows; nose, mouth and chin from the middle outwards. */
export const COVER_PATCHES = {
  eyes: { x: 25, y: 39, columns: 7, rows: 7, cell: 4 },
  mouth: { x: 26, y: 62, columns: 5, rows: 8, cell: 6 },
} as const satisfies Record<keyof Cover, Patch>;

/** What a logistic regression has learnt of a patch: a weight for each number of its description. */
export interface CoverWeights {
  readonly bias: number;
  readonly weights: readonly number[];
}

/**
 * Whether something is before the eyes (sunglasses, a bar, a hand) or before nose and mouth (a mask, a scarf, a hand): how little
 * the edges and shades of the place look like those of bare faces. The weights come from `backend/models/cover/fit-cover.ts`.
 *
 * @param crop The aligned face (`cropFace`): 112×112 RGB values of 0..255.
 */
export function cover(crop: Float32Array): Cover {
  const shading = shadingOf(crop);
  const covered = (part: keyof Cover): number => coverShare(describePatch(shading, COVER_PATCHES[part]), weights[part]);
  return { eyes: covered('eyes'), mouth: covered('mouth') };
}

/** `1 / (1 + exp(−(bias + Σ weight·value)))`, the logistic function. */
export function coverShare(description: Float32Array, { bias, weights: each }: CoverWeights): number {
  const score = description.reduce((sum, value, index) => sum + value * (each[index] ?? NaN), bias);
  return 1 / (1 + Math.exp(-score));
}
