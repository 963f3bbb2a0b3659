import { describe, expect, it } from 'vitest';
import { CROP_SIZE } from '../alignment/crop.ts';
import { brightness, evenness, sharpness } from './light.ts';

const half = {
  data: Uint8Array.from({ length: 60 * 40 * 3 }, (_, i) => (Math.floor(i / 3) % 60 < 30 ? 40 : 200)),
  width: 60,
  height: 40,
};

const crop = (value: (x: number, y: number) => number) =>
  Float32Array.from({ length: CROP_SIZE * CROP_SIZE * 3 }, (_, i) => {
    const pixel = Math.floor(i / 3);
    return value(pixel % CROP_SIZE, Math.floor(pixel / CROP_SIZE));
  });

describe('brightness', () => {
  it('is the mean inside the box', () => {
    expect(brightness(half, { x: 0, y: 0, width: 30, height: 40 })).toBeCloseTo(40);
    expect(brightness(half, { x: 30, y: 0, width: 30, height: 40 })).toBeCloseTo(200);
    expect(brightness(half, { x: 0, y: 0, width: 60, height: 40 })).toBeCloseTo(120);
  });

  it('counts only the part of the box inside the picture', () => {
    expect(brightness(half, { x: 30, y: -100, width: 500, height: 500 })).toBeCloseTo(200);
  });

  it('is 0 for a box outside the picture', () => {
    expect(brightness(half, { x: 100, y: 0, width: 10, height: 10 })).toBe(0);
  });
});

describe('evenness', () => {
  it('is 1 in even light, and in none', () => {
    expect(evenness(crop(() => 90))).toBe(1);
    expect(evenness(crop(() => 0))).toBe(1);
  });

  it('is the darker half by the lighter one, on whichever side', () => {
    expect(evenness(crop((x) => (x < CROP_SIZE / 2 ? 50 : 200)))).toBeCloseTo(0.25, 5);
    expect(evenness(crop((x) => (x < CROP_SIZE / 2 ? 200 : 50)))).toBeCloseTo(0.25, 5);
  });
});

describe('sharpness', () => {
  it('is 0 where nothing or everything changes evenly', () => {
    expect(sharpness(crop(() => 100))).toBeCloseTo(0, 3);
    expect(sharpness(crop((x, y) => x + y / 2))).toBeCloseTo(0, 3);
  });

  it('grows with the contrast of fine detail', () => {
    const faint = sharpness(crop((x, y) => 100 + 5 * ((x + y) % 2)));
    const clear = sharpness(crop((x, y) => 100 + 50 * ((x + y) % 2)));

    expect(faint).toBeGreaterThan(10);
    expect(clear / faint).toBeCloseTo(100, 0);
  });
});
