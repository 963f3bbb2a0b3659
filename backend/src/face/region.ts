import type { Region } from './engine.ts';

/** Side of the square by the longer side of the mesh's bounding box. */
const MARGIN = 1.5;
/** The outer corners of the eyes in the 468 points of the mesh, the picture's left one first (face-mesh topology of MediaPipe). */
const LEFT_CORNER = 33;
const RIGHT_CORNER = 263;

/** Where to look for a face that had this mesh (pixels of a picture of this size) in the camera's next picture. */
export function regionOf(mesh: Float32Array, picture: { readonly width: number; readonly height: number }): Region {
  const longerSide = Math.max(picture.width, picture.height);
  const xs = mesh.filter((_, index) => index % 3 === 0);
  const ys = mesh.filter((_, index) => index % 3 === 1);
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  return {
    x: (left + right) / 2 / longerSide,
    y: (top + bottom) / 2 / longerSide,
    size: (MARGIN * Math.max(right - left, bottom - top)) / longerSide,
    roll: Math.atan2(
      (mesh[3 * RIGHT_CORNER + 1] ?? NaN) - (mesh[3 * LEFT_CORNER + 1] ?? NaN),
      (mesh[3 * RIGHT_CORNER] ?? NaN) - (mesh[3 * LEFT_CORNER] ?? NaN),
    ),
  };
}
