import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { io, Tensor } from '@tensorflow/tfjs-core';
import { CROP_SIZE, mirrorCrop } from '../alignment/crop.ts';
import type { Recognise } from '../measure-face.ts';
import { unitSum } from '../unit-sum.ts';
import { loadGraphModelSync, tf, wipe } from './tensorflow.ts';

/** Loads the repaired MobileFaceNet on the tfjs backend that is set: 192 numbers, of unit length. */
export async function loadRecogniser(modelsDir: string): Promise<Recognise> {
  const json = JSON.parse(await readFile(join(modelsDir, 'mobilefacenet.json'), 'utf8')) as io.ModelJSON;
  const weights = await readFile(join(modelsDir, 'mobilefacenet.bin'));
  const model = loadGraphModelSync([json, Uint8Array.from(weights).buffer]);

  return async (crop, how) => {
    const mirrored = mirrorCrop(crop);
    const views = how === 'full' ? [crop, mirrored] : [crop];
    const input = tf.tensor4d(normalised(views), [views.length, CROP_SIZE, CROP_SIZE, 3]);
    const output = model.predict(input) as Tensor;
    const vectors = output.dataSync<'float32'>();
    wipe(input);
    wipe(output);
    mirrored.fill(0);
    const length = vectors.length / views.length;
    return unitSum(views.map((_, view) => vectors.subarray(view * length, (view + 1) * length)));
  };
}

/** The net's input: `(x − 127.5) / 128`, one crop after the other. */
function normalised(crops: readonly Float32Array[]): Float32Array {
  const input = new Float32Array(crops.length * CROP_SIZE * CROP_SIZE * 3);
  crops.forEach((crop, index) => input.set(crop, index * crop.length));
  return input.map((value) => (value - 127.5) / 128);
}
