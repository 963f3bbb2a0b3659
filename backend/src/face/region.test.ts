import { describe, expect, it } from 'vitest';
import { squareAround, toRegion, toSquare } from './region.ts';

/** Points on an ellipse, the outer corners of the eyes among them, turned about the middle. */
function mesh({ x = 100, y = 80, width = 60, height = 80, roll = 0 }): Float32Array {
  const points = new Float32Array(3 * 468);
  for (let index = 0; index < 468; index++) {
    const angle = (2 * Math.PI * index) / 468;
    let [u, v] = [(width / 2) * Math.cos(angle), (height / 2) * Math.sin(angle)];
    if (index === 33) [u, v] = [-20, -10];
    if (index === 263) [u, v] = [20, -10];
    points.set(
      [x + u * Math.cos(roll) - v * Math.sin(roll), y + u * Math.sin(roll) + v * Math.cos(roll), 0],
      3 * index,
    );
  }
  return points;
}

describe('squareAround', () => {
  it('is half as large again as the face, around its middle', () => {
    const square = squareAround(mesh({}));

    expect(square.x).toBeCloseTo(100, 2);
    expect(square.y).toBeCloseTo(80, 2);
    expect(square.size).toBeCloseTo(1.5 * 80, 1);
    expect(square.roll).toBeCloseTo(0);
  });

  it('turns with the eyes and does not grow', () => {
    const square = squareAround(mesh({ roll: 0.7 }));

    expect(square.roll).toBeCloseTo(0.7);
    expect(square.size).toBeCloseTo(1.5 * 80, 1);
    expect([square.x, square.y]).toEqual([expect.closeTo(100, 2), expect.closeTo(80, 2)]);
  });
});

describe('a region', () => {
  const square = { x: 100, y: 80, size: 120, roll: 0.2 };

  it('is the same square again in a picture of the same size', () => {
    const again = toSquare(toRegion(square, { width: 320, height: 240 }), { width: 320, height: 240 });

    expect(again.x).toBeCloseTo(square.x);
    expect(again.y).toBeCloseTo(square.y);
    expect(again.size).toBeCloseTo(square.size);
    expect(again.roll).toBe(square.roll);
  });

  it('covers the same part of a picture of twice the size, to the half of a pixel', () => {
    const twice = toSquare(toRegion(square, { width: 320, height: 240 }), { width: 640, height: 480 });

    expect(twice).toMatchObject({ x: expect.closeTo(200.5) as number, y: expect.closeTo(160.5) as number });
    expect(twice.size).toBeCloseTo(240);
  });
});
