import type { CropPoints } from './crop-points.ts';
import { lumaAt, meanOver, type LumaPlane } from './luma-plane.ts';

/** How bright the skin of each half of a face is, 0..255; the picture's left half first. What changes by a share of it changes alike in any light. */
export type FaceLight = readonly [left: number, right: number];

/** Bare skin in the points of the mesh (face-mesh topology of MediaPipe). */
const FOREHEAD = [9, 151, 108, 337] as const;
const LEFT_CHEEK = [50, 101, 205, 117, 187] as const;
const RIGHT_CHEEK = [280, 330, 425, 346, 411] as const;
const SPOT = { columns: 2, rows: 2 };
/** A cheek darker than this share of the face's lightest skin is covered, or in deep shade. */
const DARKEST_SHARE = 0.35;
/** Below this, noise is all that changes. */
const DARKEST = 8;

/** Each half by its own cheek, so that light from a side or from above changes nothing; a cheek behind a black mask counts as darker skin. */
export function faceLight(plane: LumaPlane, at: CropPoints): FaceLight {
  const skin = (points: readonly number[]): number =>
    median(points.map((point) => meanOver(plane, at(point), SPOT, lumaAt)));
  const cheeks = [skin(LEFT_CHEEK), skin(RIGHT_CHEEK)] as const;
  const least = Math.max(DARKEST, DARKEST_SHARE * Math.max(skin(FOREHEAD), ...cheeks));
  return [Math.max(least, cheeks[0]), Math.max(least, cheeks[1])];
}

function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[values.length >> 1] ?? NaN;
}
