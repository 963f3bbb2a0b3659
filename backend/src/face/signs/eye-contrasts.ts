import type { Point } from '../alignment/five-points.ts';
import type { Contrast } from './cover.ts';
import type { CropPoints } from './crop-points.ts';
import type { FaceLight } from './face-light.ts';
import { changeAcross, lumaAt, meanOver, type LumaPlane } from './luma-plane.ts';

/** Corners and lids, and the inner corner, in the points of the mesh; the picture's left eye first. */
const EYES = [
  { outline: [33, 133, 159, 145], innerCorner: 133 },
  { outline: [263, 362, 386, 374], innerCorner: 362 },
] as const;

const CORNER = { columns: 4, rows: 4 };
const EYE = { columns: 6, rows: 4 };
/** Where the iris may be, looking ahead or aside, and how far from its middle the white of the eye is. */
const IRIS = { columns: 5, rows: 3 };
const TO_WHITE = 5;
/** The strip under the eye. */
const STRIP = { columns: 5, rows: 1 };
const TO_STRIP = 8;

/**
 * What bare eyes show and covered ones do not, in shares of the light on the skin, mean of both eyes. The limits lie where hardly any
 * photo of bare eyes falls below one of them (docs/quality.md).
 */
export function eyeContrasts(plane: LumaPlane, at: CropPoints, light: FaceLight): readonly Contrast[] {
  const eyes = EYES.map(({ outline, innerCorner }, side) => {
    const middle = at(...outline);
    const share = (luma: number): number => luma / (light[side] ?? NaN);
    const { dip, drop, strip } = iris(plane, middle);
    return {
      corner: share(meanOver(plane, at(innerCorner), CORNER, steepAcross)),
      across: share(meanOver(plane, middle, EYE, steepAcross)),
      dip: share(dip),
      drop: share(drop),
      strip: share(strip),
    };
  });
  const mean = (part: 'corner' | 'across' | 'dip' | 'drop' | 'strip'): number =>
    eyes.reduce((sum, each) => sum + each[part], 0) / eyes.length;
  const eye = Math.sqrt(Math.max(0, mean('dip')) * mean('drop')) * mean('strip');
  return [
    // From the nose into the eye, and the eye itself: a bar and a hand lie flat over both.
    { amount: mean('corner') * Math.sqrt(eye), limit: 0.009 },
    // From white to iris to white, and lashes: one lens is even.
    { amount: mean('across'), limit: 0.0195 },
    // A dark iris between whites, over skin that is light: sunglasses reach below the eye, and what they mirror lies elsewhere.
    { amount: eye, limit: 0.09 },
  ];
}

function steepAcross(plane: LumaPlane, x: number, y: number): number {
  return Math.abs(changeAcross(plane, x, y));
}

/** How much darker the iris is than the white on both of its sides, and the darkest place than the strip under the eye. */
function iris(plane: LumaPlane, [x, y]: Point): { dip: number; drop: number; strip: number } {
  let dip = -Infinity;
  let darkest = Infinity;
  for (let row = y - IRIS.rows; row <= y + IRIS.rows; row++) {
    for (let column = x - IRIS.columns; column <= x + IRIS.columns; column++) {
      const luma = lumaAt(plane, column, row);
      const whites = Math.min(lumaAt(plane, column - TO_WHITE, row), lumaAt(plane, column + TO_WHITE, row));
      dip = Math.max(dip, whites - luma);
      darkest = Math.min(darkest, luma);
    }
  }
  const strip = meanOver(plane, [x, y + TO_STRIP], STRIP, lumaAt);
  return { dip, drop: Math.max(0, strip - darkest), strip };
}
