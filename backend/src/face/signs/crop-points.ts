import type { Point } from '../alignment/five-points.ts';
import type { SimilarityTransform } from '../alignment/similarity-transform.ts';

/** The pixel of the aligned crop in the middle of some points of the mesh. */
export type CropPoints = (...points: readonly number[]) => Point;

/** @param transform What the crop was made with (`cropFace`). @param mesh 468 points, each x, y, z, in pixels of the same picture. */
export function cropPoints(mesh: Float32Array, { a, b, tx, ty }: SimilarityTransform): CropPoints {
  const squared = a * a + b * b;
  return (...points) => {
    let right = 0;
    let down = 0;
    for (const point of points) {
      right += ((mesh[3 * point] ?? NaN) - tx) / points.length;
      down += ((mesh[3 * point + 1] ?? NaN) - ty) / points.length;
    }
    return [Math.round((a * right + b * down) / squared), Math.round((a * down - b * right) / squared)];
  };
}
