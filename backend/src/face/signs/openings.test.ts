import { describe, expect, it } from 'vitest';
import { eyeOpening, mouthOpening } from './openings.ts';

function meshWith(points: Record<number, readonly [number, number]>): Float32Array {
  const mesh = new Float32Array(3 * 468);
  for (const [index, [x, y]] of Object.entries(points)) mesh.set([x, y], 3 * Number(index));
  return mesh;
}

describe('eyeOpening', () => {
  it('is the mean over both eyes of height by width', () => {
    const mesh = meshWith({
      33: [10, 50],
      133: [30, 50],
      159: [20, 46],
      145: [20, 54],
      362: [60, 50],
      263: [80, 50],
      386: [70, 49],
      374: [70, 51],
    });

    expect(eyeOpening(mesh)).toBeCloseTo((8 / 20 + 2 / 20) / 2);
  });
});

describe('mouthOpening', () => {
  it('is the distance of the lips by the width of the mouth, however the head leans', () => {
    const mesh = meshWith({ 78: [100, 100], 308: [100, 140], 13: [90, 120], 14: [114, 120] });

    expect(mouthOpening(mesh)).toBeCloseTo(24 / 40);
  });
});
