import type { Point } from '../alignment/five-points.ts';
import type { Contrast } from './cover.ts';
import type { CropPoints } from './crop-points.ts';
import type { FaceLight } from './face-light.ts';
import { changeAcross, changeDown, type LumaPlane } from './luma-plane.ts';

/** Points of the mesh: the lips where they meet, the corners of the mouth, below the nose and the edge of the upper lip. */
const [UPPER_LIP, LOWER_LIP] = [13, 14];
const [LEFT_CORNER, RIGHT_CORNER] = [61, 291];
const [UNDER_NOSE, LIP_EDGE] = [2, 0];

/**
 * What a bare mouth and nose show and covered ones do not, in shares of the light on the skin. The limits lie where hardly any
 * photo of a bare mouth falls below one of them (docs/quality.md).
 */
export function mouthContrasts(plane: LumaPlane, at: CropPoints, light: FaceLight): readonly Contrast[] {
  const middle = at(UPPER_LIP, LOWER_LIP);
  const halves = { left: at(LEFT_CORNER, UPPER_LIP), right: at(RIGHT_CORNER, UPPER_LIP) };
  const lips = sharedDown(plane, { left: middle, right: middle, from: 0, to: 8 }, light);
  const wholeMouth = (lips + sharedDown(plane, { ...halves, from: -6, to: 6 }, light)) / 2;
  return [
    { amount: lips, limit: 0.034 },
    // Lips and nostrils at once: a hand has lines of its own, but seldom those of both.
    { amount: Math.sqrt(wholeMouth * nostrils(plane, at(UNDER_NOSE, LIP_EDGE), light)), limit: 0.031 },
  ];
}

/** Two rows of pixels that a mirror exchanges, from a place in each half of the face outwards. */
interface MirroredHalves {
  readonly left: Point;
  readonly right: Point;
  readonly from: number;
  readonly to: number;
}

const LIP_ROWS = 5;

/**
 * How much both halves change alike from above to below: √(mean of the product of the changes at mirrored places), 0 when they do not.
 * Lips do, whatever their shape; fingers seldom.
 */
function sharedDown(plane: LumaPlane, { left, right, from, to }: MirroredHalves, light: FaceLight): number {
  let sum = 0;
  for (let row = -LIP_ROWS; row <= LIP_ROWS; row++) {
    for (let outwards = from; outwards <= to; outwards++) {
      sum +=
        changeDown(plane, left[0] - outwards, left[1] + row) * changeDown(plane, right[0] + outwards, right[1] + row);
    }
  }
  const mean = sum / ((2 * LIP_ROWS + 1) * (to - from + 1));
  return Math.sqrt(Math.max(0, mean) / (light[0] * light[1]));
}

const NOSTRIL_ROWS = 10;
const NOSTRIL_COLUMNS = 12;

/** How much it changes from left to right about the nostrils and the groove of the upper lip. */
function nostrils(plane: LumaPlane, [x, y]: Point, light: FaceLight): number {
  let sum = 0;
  for (let row = y - NOSTRIL_ROWS; row <= y + NOSTRIL_ROWS; row++) {
    for (let outwards = 0; outwards <= NOSTRIL_COLUMNS; outwards++) {
      sum +=
        Math.abs(changeAcross(plane, x - outwards, row)) / light[0] +
        Math.abs(changeAcross(plane, x + outwards, row)) / light[1];
    }
  }
  return sum / (2 * (2 * NOSTRIL_ROWS + 1) * (NOSTRIL_COLUMNS + 1));
}
