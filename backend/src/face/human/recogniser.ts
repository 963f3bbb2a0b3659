import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { io, Tensor } from '@tensorflow/tfjs-core';
import { CROP_SIZE, mirrorCrop } from '../alignment/crop.ts';
import { loadGraphModelSync, tf, wipe } from './tensorflow.ts';

/** Computes the vector of an aligned crop: 192 numbers, of unit length. */
export type Recogniser = (crop: Float32Array) => Float32Array;

/** Loads the repaired MobileFaceNet on the tfjs backend that is set. */
export async function loadRecogniser(modelsDir: string): Promise<Recogniser> {
  const json = JSON.parse(await readFile(join(modelsDir, 'mobilefacenet.json'), 'utf8')) as io.ModelJSON;
  const weights = await readFile(join(modelsDir, 'mobilefacenet.bin'));
  const model = loadGraphModelSync([json, Uint8Array.from(weights).buffer]);

  return (crop) => {
    const mirrored = mirrorCrop(crop);
    const input = tf.tensor4d(normalised(crop, mirrored), [2, CROP_SIZE, CROP_SIZE, 3]);
    const output = model.predict(input) as Tensor;
    const vectors = output.dataSync<'float32'>();
    wipe(input);
    wipe(output);
    mirrored.fill(0);
    return normalisedSum(vectors);
  };
}

/** The net's input: `(x − 127.5) / 128`, crop and mirrored crop one after the other. */
function normalised(crop: Float32Array, mirrored: Float32Array): Float32Array {
  const input = new Float32Array(2 * crop.length);
  input.set(crop);
  input.set(mirrored, crop.length);
  return input.map((value) => (value - 127.5) / 128);
}

function normalisedSum(vectors: Float32Array): Float32Array {
  const length = vectors.length / 2;
  const sum = Float32Array.from({ length }, (_, i) => (vectors[i] ?? NaN) + (vectors[length + i] ?? NaN));
  const norm = Math.hypot(...sum);
  return sum.map((value) => value / norm);
}
