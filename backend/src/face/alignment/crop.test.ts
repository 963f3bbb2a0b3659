import { describe, expect, it } from 'vitest';
import { CROP_SIZE, cropFace, mirrorCrop } from './crop.ts';

/** A picture whose red is its column and whose green is its row. */
function ramp(width: number, height: number) {
  const data = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) data.set([x, y, 200], 3 * (y * width + x));
  return { data, width, height };
}
const pixel = (crop: Float32Array, x: number, y: number): number[] => [
  ...crop.subarray(3 * (y * CROP_SIZE + x)).subarray(0, 3),
];

describe('cropFace', () => {
  it('takes each pixel from where the transform says', () => {
    const crop = cropFace(ramp(200, 200), { a: 1, b: 0, tx: 20, ty: 30 });

    expect(pixel(crop, 5, 7)).toEqual([25, 37, 200]);
  });

  it('turns with the transform', () => {
    const crop = cropFace(ramp(200, 200), { a: 0, b: 1, tx: 150, ty: 10 });

    expect(pixel(crop, 5, 7)).toEqual([143, 15, 200]);
  });

  it('mixes neighbours between whole pixels', () => {
    const crop = cropFace(ramp(200, 200), { a: 1, b: 0, tx: 20.25, ty: 30.5 });

    expect(pixel(crop, 0, 0)).toEqual([20.25, 30.5, 200]);
  });

  it('is black outside the picture', () => {
    const crop = cropFace(ramp(50, 50), { a: 1, b: 0, tx: -10, ty: 0 });

    expect(pixel(crop, 5, 5)).toEqual([0, 0, 0]);
    expect(pixel(crop, 70, 5)).toEqual([0, 0, 0]);
    expect(pixel(crop, 15, 5)).toEqual([5, 5, 200]);
  });

  it('averages where one of its pixels covers many of the picture', () => {
    const width = 400;
    const stripes = {
      data: Uint8Array.from({ length: width * width * 3 }, (_, i) => (Math.floor(i / 3) % 2) * 250),
      width,
      height: width,
    };
    const crop = cropFace(stripes, { a: 3.2, b: 0, tx: 5, ty: 5 });

    expect(Math.min(...crop)).toBeGreaterThan(60);
    expect(Math.max(...crop)).toBeLessThan(190);
  });
});

describe('mirrorCrop', () => {
  it('exchanges left and right, and twice gives the crop back', () => {
    const crop = cropFace(ramp(200, 200), { a: 1, b: 0, tx: 20, ty: 30 });
    const mirrored = mirrorCrop(crop);

    expect(pixel(mirrored, 0, 9)).toEqual(pixel(crop, CROP_SIZE - 1, 9));
    expect(mirrorCrop(mirrored)).toEqual(crop);
  });
});
