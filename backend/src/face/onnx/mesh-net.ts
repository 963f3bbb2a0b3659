import { join } from 'node:path';
import { samplePlanes, squareTransform } from '../alignment/sample-planes.ts';
import type { Picture } from '../picture.ts';
import type { Square } from '../region.ts';
import { loadNet } from './load-net.ts';
import { NETS } from './nets.ts';

/** What the mesh net sees in a square. */
export interface Fit {
  /** How sure it is that there is a face, 0..1. */
  readonly fit: number;
  /** 468 points, each x, y, z, in pixels of the picture. */
  readonly mesh: Float32Array;
}

/** Fits a mesh to the face in a square of the picture. */
export type FitMesh = (picture: Picture, square: Square) => Promise<Fit>;

/** Width and height of the net's input; the mesh comes in these pixels. */
const SIZE = 192;

/** Loads facemesh. */
export async function loadMeshNet(modelsDir: string): Promise<FitMesh> {
  const net = await loadNet(join(modelsDir, NETS.facemesh.file));
  const values = new Float32Array(3 * SIZE * SIZE);
  const planes = { values, offset: 0, size: SIZE, gain: NETS.facemesh.input.scale, bias: NETS.facemesh.input.offset };

  return async (picture, square) => {
    const { a, b, tx, ty } = squareTransform(square, SIZE);
    samplePlanes(picture, { a, b, tx, ty }, planes);
    const [points, flag] = await net.run(values, 1);
    values.fill(0);
    if (!points || !flag) throw new Error('facemesh has two outputs');

    const scale = square.size / SIZE;
    const mesh = new Float32Array(points.length);
    for (let index = 0; index < points.length; index += 3) {
      const x = points[index]! - 0.5;
      const y = points[index + 1]! - 0.5;
      mesh[index] = a * x - b * y + tx;
      mesh[index + 1] = b * x + a * y + ty;
      mesh[index + 2] = scale * points[index + 2]!;
    }
    return { fit: flag[0] ?? NaN, mesh };
  };
}
