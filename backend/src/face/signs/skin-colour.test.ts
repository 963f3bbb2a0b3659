import { describe, expect, it } from 'vitest';
import { CROP_SIZE } from '../alignment/crop.ts';
import type { CropPoints } from './crop-points.ts';
import { tintDifference } from './skin-colour.ts';

const LOWER_FACE = [164, 200, 199, 204, 424, 210, 430];
const FOREHEAD = [9, 151, 108, 337];
/** The lower face lies low in the crop, the forehead high, the cheeks between them. */
const at: CropPoints = (point = 0) => [56, LOWER_FACE.includes(point) ? 90 : FOREHEAD.includes(point) ? 20 : 55];

type Colour = readonly [number, number, number];

function crop(forehead: Colour, cheeks: Colour, lower: Colour): Float32Array {
  return Float32Array.from({ length: 3 * CROP_SIZE * CROP_SIZE }, (_, i) => {
    const y = Math.floor(i / 3 / CROP_SIZE);
    return (y < 40 ? forehead : y < 70 ? cheeks : lower)[i % 3] ?? 0;
  });
}

const skin: Colour = [180, 130, 110];

describe('tintDifference', () => {
  it('is 0 where all is of one colour', () => {
    expect(tintDifference(crop(skin, skin, skin), at)).toBeCloseTo(0, 5);
  });

  it('is small where the same skin lies in the shade', () => {
    expect(tintDifference(crop(skin, skin, [90, 65, 55]), at)).toBeLessThan(0.1);
  });

  it('is large where a blue mask begins', () => {
    expect(tintDifference(crop(skin, skin, [110, 150, 200]), at)).toBeGreaterThan(0.7);
  });

  it('goes by the cheeks or the forehead, whichever is nearer', () => {
    expect(tintDifference(crop([110, 150, 200], skin, skin), at)).toBeCloseTo(0, 5);
    expect(tintDifference(crop(skin, [110, 150, 200], skin), at)).toBeCloseTo(0, 5);
  });
});
