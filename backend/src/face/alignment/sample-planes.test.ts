import { describe, expect, it } from 'vitest';
import { samplePlanes, squareTransform } from './sample-planes.ts';

/** A picture whose red is its column, whose green is its row and whose blue is 200. */
function ramp(width: number, height: number) {
  const data = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) data.set([x, y, 200], 3 * (y * width + x));
  return { data, width, height };
}

function sample(transform: { a: number; b: number; tx: number; ty: number }, isMirrored = false) {
  const size = 4;
  const values = new Float32Array(5 + 3 * size * size).fill(-1);
  samplePlanes(ramp(100, 100), transform, { values, offset: 5, size, gain: 1, bias: 0, isMirrored });
  return (x: number, y: number) => [0, 1, 2].map((plane) => values[5 + plane * size * size + y * size + x] ?? NaN);
}

describe('squareTransform', () => {
  it('puts the middle of the pixels on the middle of the square, and turns about it', () => {
    const { a, b, tx, ty } = squareTransform({ x: 50, y: 40, size: 80, roll: Math.PI / 2 }, 8);
    const place = (x: number, y: number) => [a * x - b * y + tx, b * x + a * y + ty];

    expect(place(3.5, 3.5)).toEqual([expect.closeTo(50), expect.closeTo(40)]);
    expect(place(4.5, 3.5)).toEqual([expect.closeTo(50), expect.closeTo(50)]);
    expect(place(3.5, 4.5)).toEqual([expect.closeTo(40), expect.closeTo(40)]);
  });

  it('covers the square with its outermost pixels, not with their middles', () => {
    const { a, tx } = squareTransform({ x: 49.5, y: 49.5, size: 100, roll: 0 }, 10);

    expect([a, tx]).toEqual([10, 4.5]);
  });
});

describe('samplePlanes', () => {
  it('writes one plane for each colour, mixed between pixels', () => {
    const at = sample({ a: 2, b: 0, tx: 10.5, ty: 20.25 });

    expect(at(0, 0)).toEqual([10.5, 20.25, 200]);
    expect(at(3, 1)).toEqual([16.5, 22.25, 200]);
  });

  it('turns with the transform', () => {
    expect(sample({ a: 0, b: 1, tx: 50, ty: 10 })(3, 2)).toEqual([48, 13, 200]);
  });

  it('exchanges left and right when asked to', () => {
    const [plain, mirrored] = [
      sample({ a: 2, b: 0.5, tx: 10, ty: 20 }),
      sample({ a: 2, b: 0.5, tx: 10, ty: 20 }, true),
    ];

    expect(mirrored(0, 2)).toEqual(plain(3, 2));
    expect(mirrored(3, 0)).toEqual(plain(0, 0));
  });

  it('fades to black at the edge of the picture and is black beyond it', () => {
    const at = sample({ a: 1, b: 0, tx: -1.5, ty: 50 });

    expect(at(0, 0)).toEqual([0, 0, 0]);
    expect(at(1, 0)).toEqual([0, 25, 100]);
    expect(at(2, 0)).toEqual([0.5, 50, 200]);
    expect(sample({ a: 1, b: 0, tx: 98.5, ty: 98.5 })(1, 0)).toEqual([49.5, 49.25, 100]);
  });

  it('scales values as the net wants them', () => {
    const values = new Float32Array(3);
    samplePlanes(ramp(100, 100), { a: 1, b: 0, tx: 40, ty: 20 }, { values, offset: 0, size: 1, gain: 0.5, bias: -1 });

    expect([...values]).toEqual([19, 9, 99]);
  });
});
