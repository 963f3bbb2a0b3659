import { describe, expect, it } from 'vitest';
import { CROP_SIZE } from '../alignment/crop.ts';
import { changeAcross, changeDown, lumaAt, lumaPlane, meanOver } from './luma-plane.ts';

/** A crop whose colours come from the place. */
function crop(colour: (x: number, y: number) => readonly [number, number, number]): Float32Array {
  return Float32Array.from({ length: 3 * CROP_SIZE * CROP_SIZE }, (_, i) => {
    const pixel = Math.floor(i / 3);
    return colour(pixel % CROP_SIZE, Math.floor(pixel / CROP_SIZE))[i % 3] ?? 0;
  });
}

const ramp = lumaPlane(crop((x, y) => Array<number>(3).fill(2 * x + 0.5 * y) as [number, number, number]));

describe('lumaPlane', () => {
  it('weighs red, green and blue as the eye does', () => {
    const plane = lumaPlane(crop(() => [200, 100, 50]));

    expect(lumaAt(plane, 50, 60)).toBeCloseTo(0.299 * 200 + 0.587 * 100 + 0.114 * 50, 3);
  });

  it('keeps what changes evenly, and how fast', () => {
    expect(lumaAt(ramp, 40, 30)).toBeCloseTo(95, 3);
    expect(changeAcross(ramp, 40, 30)).toBeCloseTo(4, 3);
    expect(changeDown(ramp, 40, 30)).toBeCloseTo(1, 3);
  });

  it('smooths a checkerboard away', () => {
    const plane = lumaPlane(crop((x, y) => [(x + y) % 2, (x + y) % 2, (x + y) % 2].map((on) => 200 * on) as never));

    expect(lumaAt(plane, 50, 60)).toBeCloseTo(100, 0);
    expect(changeAcross(plane, 50, 60)).toBeCloseTo(0, 0);
  });

  it('reads the same beyond the edge of the face as inside it, however far', () => {
    const plane = lumaPlane(crop(() => [80, 80, 80]));

    expect(lumaAt(plane, -40, 300)).toBeCloseTo(80, 3);
    expect(changeDown(plane, -40, 300)).toBeCloseTo(0, 3);
  });
});

describe('meanOver', () => {
  it('is the mean of the value over the window', () => {
    expect(meanOver(ramp, [40, 30], { columns: 3, rows: 2 }, lumaAt)).toBeCloseTo(95, 3);
    expect(meanOver(ramp, [40, 30], { columns: 0, rows: 0 }, changeAcross)).toBeCloseTo(4, 3);
  });
});
