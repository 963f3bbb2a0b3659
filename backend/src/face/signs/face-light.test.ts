import { describe, expect, it } from 'vitest';
import { CROP_SIZE } from '../alignment/crop.ts';
import type { CropPoints } from './crop-points.ts';
import { faceLight } from './face-light.ts';
import { lumaPlane } from './luma-plane.ts';

const RIGHT_CHEEK = [280, 330, 425, 346, 411];
const FOREHEAD = [9, 151, 108, 337];
const at: CropPoints = (point = 0) =>
  FOREHEAD.includes(point) ? [56, 25] : RIGHT_CHEEK.includes(point) ? [85, 70] : [27, 70];

/** A face of even brightness in the forehead and in each half below. */
function light(forehead: number, left: number, right: number): readonly number[] {
  const crop = Float32Array.from({ length: 3 * CROP_SIZE * CROP_SIZE }, (_, i) => {
    const pixel = Math.floor(i / 3);
    return pixel < 45 * CROP_SIZE ? forehead : pixel % CROP_SIZE < 56 ? left : right;
  });
  return faceLight(lumaPlane(crop), at).map(Math.round);
}

describe('faceLight', () => {
  it('is the brightness of each cheek', () => {
    expect(light(150, 80, 160)).toEqual([80, 160]);
  });

  it('does not follow a cheek that is black behind a mask', () => {
    expect(light(200, 5, 5)).toEqual([70, 70]);
  });

  it('is never so small that noise would seem to be a face', () => {
    expect(light(0, 0, 0)).toEqual([8, 8]);
  });
});
