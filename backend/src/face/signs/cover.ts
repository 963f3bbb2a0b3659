import type { Cover } from '../engine.ts';
import type { CropPoints } from './crop-points.ts';
import { eyeContrasts } from './eye-contrasts.ts';
import { faceLight } from './face-light.ts';
import { lumaPlane } from './luma-plane.ts';
import { mouthContrasts } from './mouth-contrasts.ts';
import { tintDifference } from './skin-colour.ts';

/** Something a bare face shows: less of it than the limit, and the place counts as covered. */
export interface Contrast {
  readonly amount: number;
  readonly limit: number;
}

/** Hardly any photo of a bare face has more (docs/quality.md). */
const MOST_TINT_DIFFERENCE = 0.55;

/**
 * Whether something is before the eyes (sunglasses, a bar, a hand) or before nose and mouth (a mask, a scarf, a hand): contrasts of light
 * and colour that bare faces have there, found where the mesh says. No learnt weights: each limit can be read and checked
 * (`backend/bench/quality/measure-cover.ts`).
 *
 * @param crop The aligned face (`cropFace`): 112×112 RGB values of 0..255.
 * @param at Where the points of the mesh lie in it.
 */
export function cover(crop: Float32Array, at: CropPoints): Cover {
  const plane = lumaPlane(crop);
  const light = faceLight(plane, at);
  const differs = coveredness({ amount: MOST_TINT_DIFFERENCE, limit: tintDifference(crop, at) });
  const covered = {
    eyes: Math.max(...eyeContrasts(plane, at, light).map(coveredness)),
    mouth: Math.max(differs, ...mouthContrasts(plane, at, light).map(coveredness)),
  };
  plane.fill(0);
  return covered;
}

/** `1 / (1 + (amount / limit)⁴)`: 1 without any of it, .5 at the limit, .06 at twice as much. */
export function coveredness({ amount, limit }: Contrast): number {
  return 1 / (1 + (amount / limit) ** 4);
}
