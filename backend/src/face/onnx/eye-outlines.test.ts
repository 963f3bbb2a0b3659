import { describe, expect, it } from 'vitest';
import { eyeSquare, LEFT_EYE, OUTLINE_LENGTH, RIGHT_EYE, withOutlines } from './eye-outlines.ts';

/** A face 120 pixels high with eyes at rest; `depth` is how much farther the picture's right eye is away. */
function face(depth = 0): Float32Array {
  const mesh = new Float32Array(3 * 468);
  for (let index = 0; index < 468; index++) mesh.set([100, 40 + (120 * index) / 467, 0], 3 * index);
  LEFT_EYE.forEach((point, index) => mesh.set([60 + 2 * index, 80, -depth / 2], 3 * point));
  RIGHT_EYE.forEach((point, index) => mesh.set([140 - 2 * index, 80, depth / 2], 3 * point));
  return mesh;
}
const outline = (x: number) => Array.from({ length: OUTLINE_LENGTH }, (_, index) => [x + index, 70] as const);
const outlines = { left: outline(200), right: outline(300) };
const point = (mesh: Float32Array, index = NaN) => [...mesh.subarray(3 * index, 3 * index + 3)];

describe('eyeSquare', () => {
  it('is 2.3 times the distance of the corners, around their middle', () => {
    const mesh = face();
    mesh.set([60, 80, 0], 3 * 33);
    mesh.set([80, 84, 0], 3 * 133);
    const square = eyeSquare(mesh, LEFT_EYE);

    expect(square).toMatchObject({ x: 70, y: 82 });
    expect(square.size).toBeCloseTo(2.3 * Math.hypot(20, 4));
  });
});

describe('withOutlines', () => {
  it('moves the outlines of both eyes and nothing else, and keeps their depth', () => {
    const mesh = face(4);
    const refined = withOutlines(mesh, outlines);

    expect(point(refined, LEFT_EYE[3])).toEqual([203, 70, -2]);
    expect(point(refined, RIGHT_EYE[15])).toEqual([315, 70, 2]);
    const eyes = new Set([...LEFT_EYE, ...RIGHT_EYE]);
    for (let index = 0; index < 468; index++) {
      if (!eyes.has(index)) expect(point(refined, index)).toEqual(point(mesh, index));
    }
  });

  it('leaves the given mesh as it is', () => {
    const mesh = face();
    const before = Float32Array.from(mesh);
    withOutlines(mesh, outlines);

    expect(mesh).toEqual(before);
  });

  it('leaves the eye alone that a turned face hides', () => {
    const turnedRight = withOutlines(face(60), outlines);
    const turnedLeft = withOutlines(face(-60), outlines);

    expect(point(turnedRight, LEFT_EYE[0])).toEqual([200, 70, -30]);
    expect(point(turnedRight, RIGHT_EYE[0])).toEqual([140, 80, 30]);
    expect(point(turnedLeft, LEFT_EYE[0])).toEqual([60, 80, 30]);
    expect(point(turnedLeft, RIGHT_EYE[0])).toEqual([300, 70, -30]);
  });
});
