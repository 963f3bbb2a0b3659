import { CROP_SIZE } from '../alignment/crop.ts';
import type { CropPoints } from './crop-points.ts';

/** A colour whatever its brightness: ln(red / green), ln(blue / green). */
type Tint = readonly [redness: number, blueness: number];

/** Skin in the points of the mesh: forehead, cheeks below the eyes; and between nose and mouth, chin and beside it. */
const FOREHEAD = [9, 151, 108, 337];
const CHEEKS = [117, 346, 50, 280];
const LOWER_FACE = [164, 200, 199, 204, 424, 210, 430];
/** Added to each colour, so that noise in the dark is no colour. */
const DARKEST = 8;

/** How far the lower face's tint lies from the forehead's or the cheeks', whichever is nearer; skin differs little, whatever its colour. */
export function tintDifference(crop: Float32Array, at: CropPoints): number {
  const lower = tint(crop, at, LOWER_FACE);
  const distances = [FOREHEAD, CHEEKS].map((points) => {
    const skin = tint(crop, at, points);
    return Math.hypot(skin[0] - lower[0], skin[1] - lower[1]);
  });
  return Math.min(...distances);
}

function tint(crop: Float32Array, at: CropPoints, points: readonly number[]): Tint {
  const [red, green, blue] = [0, 1, 2].map((channel) => DARKEST + meanColour(crop, at, points, channel)) as [
    number,
    number,
    number,
  ];
  return [Math.log(red / green), Math.log(blue / green)];
}

/** The mean over nine pixels about each point. */
function meanColour(crop: Float32Array, at: CropPoints, points: readonly number[], channel: number): number {
  const inside = (coordinate: number): number => Math.max(0, Math.min(CROP_SIZE - 1, coordinate));
  let sum = 0;
  for (const point of points) {
    const [x, y] = at(point);
    for (let cell = 0; cell < 9; cell++) {
      const row = inside(y + Math.floor(cell / 3) - 1);
      sum += crop[3 * (row * CROP_SIZE + inside(x + (cell % 3) - 1)) + channel]!;
    }
  }
  return sum / (9 * points.length);
}
