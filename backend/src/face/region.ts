import type { Region } from './engine.ts';

/** Side of the square by the longer side of the mesh's bounding box in it. */
const MARGIN = 1.5;
/** The outer corners of the eyes in the 468 points of the mesh, the picture's left one first (face-mesh topology of MediaPipe). */
const LEFT_CORNER = 33;
const RIGHT_CORNER = 263;

/** A square in pixels of a picture, the middle of a pixel at whole numbers; turned by `roll`, rad, clockwise. */
export interface Square {
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly roll: number;
}

/** The square, turned with the eyes, in which the mesh net sees a face with this mesh best. */
export function squareAround(mesh: Float32Array): Square {
  const at = (index: number): number => mesh[index] ?? NaN;
  const roll = Math.atan2(
    at(3 * RIGHT_CORNER + 1) - at(3 * LEFT_CORNER + 1),
    at(3 * RIGHT_CORNER) - at(3 * LEFT_CORNER),
  );
  const [cos, sin] = [Math.cos(roll), Math.sin(roll)];
  let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
  for (let index = 0; index < mesh.length; index += 3) {
    const along = cos * at(index) + sin * at(index + 1);
    const across = cos * at(index + 1) - sin * at(index);
    left = Math.min(left, along);
    right = Math.max(right, along);
    top = Math.min(top, across);
    bottom = Math.max(bottom, across);
  }
  const [along, across] = [(left + right) / 2, (top + bottom) / 2];
  return {
    x: cos * along - sin * across,
    y: sin * along + cos * across,
    size: MARGIN * Math.max(right - left, bottom - top),
    roll,
  };
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** The square as a hint for other pictures of the same camera, of whatever resolution. */
export function toRegion({ x, y, size, roll }: Square, picture: Size): Region {
  const longerSide = Math.max(picture.width, picture.height);
  return { x: (x + 0.5) / longerSide, y: (y + 0.5) / longerSide, size: size / longerSide, roll };
}

/** Where a hint points in a picture of this size. */
export function toSquare({ x, y, size, roll }: Region, picture: Size): Square {
  const longerSide = Math.max(picture.width, picture.height);
  return { x: x * longerSide - 0.5, y: y * longerSide - 0.5, size: size * longerSide, roll };
}
