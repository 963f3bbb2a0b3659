import { describe, expect, it } from 'vitest';
import { CROP_SIZE, mirrorCrop } from '../alignment/crop.ts';
import { describePatch, patchLength, shadingOf } from './patch.ts';

const PATCH = { x: 25, y: 39, columns: 2, rows: 3, cell: 4 };

/** A grey crop with the brightness that the function gives. */
function crop(brightness: (x: number, y: number) => number): Float32Array {
  return Float32Array.from({ length: 3 * CROP_SIZE * CROP_SIZE }, (_, i) => {
    const pixel = Math.floor(i / 3);
    return brightness(pixel % CROP_SIZE, Math.floor(pixel / CROP_SIZE));
  });
}
const describeCrop = (image: Float32Array) => [...describePatch(shadingOf(image), PATCH)];
const bumps = (x: number, y: number): number => 120 + 40 * Math.sin(x / 5) + 30 * Math.cos(y / 4 + x / 9);

describe('describePatch', () => {
  it('gives seven numbers for each cell', () => {
    expect(describeCrop(crop(bumps))).toHaveLength(2 * 3 * 7);
    expect(patchLength(PATCH)).toBe(2 * 3 * 7);
  });

  it('reads a face and its mirror image alike', () => {
    const mirrored = describeCrop(mirrorCrop(crop(bumps)));

    describeCrop(crop(bumps)).forEach((value, index) => expect(mirrored[index]).toBeCloseTo(value, 2));
  });

  it('hardly changes with the strength of the light (the values reach from -2 to 1)', () => {
    const dim = describeCrop(crop((x, y) => 0.6 * bumps(x, y)));

    describeCrop(crop(bumps)).forEach((value, index) =>
      expect(Math.abs((dim[index] ?? NaN) - value)).toBeLessThan(0.2),
    );
  });

  it('tells growing light from falling light', () => {
    const [down, up] = [crop((_, y) => 2 * y), crop((_, y) => 250 - 2 * y)].map(describeCrop);

    // Directions 2 and 4 look down the crop, 3 and 5 up.
    expect(down?.[2]).toBeGreaterThan(0.5);
    expect(down?.[3]).toBe(0);
    expect(up?.[2]).toBe(0);
    expect(up?.[3]).toBeGreaterThan(0.5);
  });

  it('finds no slopes where all is even, and how dark it is', () => {
    const hole = describeCrop(crop((x, y) => (y > 35 && y < 65 ? 20 : 150)));

    expect(hole.slice(0, 6)).toEqual([0, 0, 0, 0, 0, 0]);
    expect(hole[6]).toBeLessThan(-0.5);
  });
});
