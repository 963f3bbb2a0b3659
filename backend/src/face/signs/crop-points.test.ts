import { describe, expect, it } from 'vitest';
import { placeAt } from '../alignment/similarity-transform.ts';
import { cropPoints } from './crop-points.ts';

describe('cropPoints', () => {
  const transform = { a: 1.5, b: -0.7, tx: 200, ty: 90 };
  const mesh = new Float32Array(3 * 468);
  mesh.set([...placeAt(transform, [30, 70]), -5], 3 * 33);
  mesh.set([...placeAt(transform, [40, 80]), 9], 3 * 133);

  it('finds the pixel of the crop that shows a point of the mesh, however the face is turned', () => {
    expect(cropPoints(mesh, transform)(33)).toEqual([30, 70]);
  });

  it('finds the middle of several', () => {
    expect(cropPoints(mesh, transform)(33, 133)).toEqual([35, 75]);
  });
});
