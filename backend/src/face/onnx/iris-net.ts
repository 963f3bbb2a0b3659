import { join } from 'node:path';
import { samplePlanes, squareTransform } from '../alignment/sample-planes.ts';
import type { Point } from '../alignment/five-points.ts';
import { placeAt, type SimilarityTransform } from '../alignment/similarity-transform.ts';
import type { Picture } from '../picture.ts';
import { eyeSquare, LEFT_EYE, OUTLINE_LENGTH, RIGHT_EYE, withOutlines } from './eye-outlines.ts';
import { loadNet } from './load-net.ts';
import { NETS } from './nets.ts';

/** The mesh with the outlines of the eyes drawn anew, as a blink needs it; the given one stays as it is. */
export type RefineEyes = (picture: Picture, mesh: Float32Array) => Promise<Float32Array>;

/** Width and height of the net's input. */
const SIZE = 64;
const INPUT_LENGTH = 3 * SIZE * SIZE;
const INPUT = { size: SIZE, gain: NETS.iris.input.scale, bias: NETS.iris.input.offset };

/** Loads iris. It knows the picture's left eye; the other one is shown to it mirrored. */
export async function loadIrisNet(modelsDir: string): Promise<RefineEyes> {
  const net = await loadNet(join(modelsDir, NETS.iris.file));
  const values = new Float32Array(2 * INPUT_LENGTH);

  return async (picture, mesh) => {
    const left = squareTransform(eyeSquare(mesh, LEFT_EYE), SIZE);
    const right = squareTransform(eyeSquare(mesh, RIGHT_EYE), SIZE);
    samplePlanes(picture, left, { values, offset: 0, ...INPUT });
    samplePlanes(picture, right, { values, offset: INPUT_LENGTH, ...INPUT, isMirrored: true });
    const [points] = await net.run(values, 2);
    values.fill(0);
    if (!points) throw new Error('iris has an output');

    const outlines = {
      left: outlineOf(points.subarray(0, points.length / 2), left, false),
      right: outlineOf(points.subarray(points.length / 2), right, true),
    };
    return withOutlines(mesh, outlines);
  };
}

/** The first of the net's points, in pixels of the picture. */
function outlineOf(points: Float32Array, transform: SimilarityTransform, isMirrored: boolean): Point[] {
  return Array.from({ length: OUTLINE_LENGTH }, (_, index) => {
    const x = points[3 * index] ?? NaN;
    const y = points[3 * index + 1] ?? NaN;
    return placeAt(transform, [(isMirrored ? SIZE - x : x) - 0.5, y - 0.5]);
  });
}
