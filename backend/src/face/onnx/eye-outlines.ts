import type { Point } from '../alignment/five-points.ts';
import { squareAround, type Square } from '../region.ts';

/**
 * The outline of an eye in the 468 points of the mesh (face-mesh topology of MediaPipe), in the order of the iris net's points:
 * the lower lid from the outer corner to the inner one, then the upper lid in the same direction.
 */
export type Eye = readonly number[];

/** Of the picture's left eye, and of its right one. */
export const LEFT_EYE: Eye = [33, 7, 163, 144, 145, 153, 154, 155, 133, 246, 161, 160, 159, 158, 157, 173];
export const RIGHT_EYE: Eye = [263, 249, 390, 373, 374, 380, 381, 382, 362, 466, 388, 387, 386, 385, 384, 398];

export const OUTLINE_LENGTH = LEFT_EYE.length;
const OUTER_CORNER = 0;
const INNER_CORNER = 8;

/** Side of the square around an eye by the distance of its corners. */
const MARGIN = 2.3;

/** A face that is turned so far hides one eye; depth between the outer corners by the side of the face's square: 30 of 192 pixels. */
const TURNED = 30 / 192;

/** The square in which the iris net sees an eye, turned with the face. */
export function eyeSquare(mesh: Float32Array, eye: Eye): Square {
  const [outerX, outerY] = pointOf(mesh, eye[OUTER_CORNER]);
  const [innerX, innerY] = pointOf(mesh, eye[INNER_CORNER]);
  return {
    x: (outerX + innerX) / 2,
    y: (outerY + innerY) / 2,
    size: MARGIN * Math.hypot(outerX - innerX, outerY - innerY),
    roll: squareAround(mesh).roll,
  };
}

/** Both eyes' outlines. */
export interface Outlines {
  readonly left: readonly Point[];
  readonly right: readonly Point[];
}

/**
 * A mesh whose eyes have these outlines. Depth stays as it was, and in a face that is turned far so does the eye that is farther
 * away: there the net guesses what it cannot see.
 */
export function withOutlines(mesh: Float32Array, { left, right }: Outlines): Float32Array {
  const refined = Float32Array.from(mesh);
  const leftDepth = mesh[3 * (LEFT_EYE[OUTER_CORNER] ?? NaN) + 2] ?? NaN;
  const rightDepth = mesh[3 * (RIGHT_EYE[OUTER_CORNER] ?? NaN) + 2] ?? NaN;
  const limit = TURNED * squareAround(mesh).size;
  const draw = (eye: Eye, outline: readonly Point[]): void => {
    outline.forEach((point, index) => refined.set(point, 3 * (eye[index] ?? NaN)));
  };
  if (leftDepth - rightDepth < limit) draw(LEFT_EYE, left);
  if (rightDepth - leftDepth < limit) draw(RIGHT_EYE, right);
  return refined;
}

function pointOf(mesh: Float32Array, index = NaN): Point {
  return [mesh[3 * index] ?? NaN, mesh[3 * index + 1] ?? NaN];
}
