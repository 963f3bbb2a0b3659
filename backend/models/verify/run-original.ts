import { createRequire } from 'node:module';
import type * as Wasm from '@tensorflow/tfjs-backend-wasm';
import type { io, Tensor } from '@tensorflow/tfjs-core';
import { loadGraphModelSync, tf, WASM_FOLDER } from '../../src/face/human/tensorflow.ts';
import type { GraphModelFiles } from '../graph-model/graph-model-files.ts';

/** Computes a net's outputs for one picture (interleaved colours), in the order of the names it was loaded with. */
export type Original = (picture: Float32Array) => Float32Array[];

/**
 * Loads a graph model into tfjs on WASM, the runtime it was made for.
 *
 * @param shape Of the input: height, width, channels.
 * @param outputs For each result the names of the graph's outputs that make it, laid one after the other.
 */
export async function loadOriginal(
  { json, weights }: GraphModelFiles,
  shape: readonly [number, number, number],
  outputs: readonly (readonly string[])[],
): Promise<Original> {
  await useWasm();
  const model = loadGraphModelSync([json as unknown as io.ModelJSON, Uint8Array.from(weights).buffer]);
  return (picture) =>
    outputs.map((parts) =>
      tf.tidy(() => {
        const results = model.execute(tf.tensor4d(picture, [1, ...shape]), [...parts]);
        const tensors: Tensor[] = Array.isArray(results) ? results : [results];
        return Float32Array.from(tensors.flatMap((tensor) => [...tensor.dataSync<'float32'>()]));
      }),
    );
}

async function useWasm(): Promise<void> {
  if (tf.getBackend() === 'wasm') return;
  // As CommonJS: the same instance of tfjs as in `tensorflow.ts`.
  const { setWasmPaths } = createRequire(import.meta.url)('@tensorflow/tfjs-backend-wasm') as typeof Wasm;
  tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false); // does not work on Node: tensorflow/tfjs#3830
  setWasmPaths(WASM_FOLDER);
  await tf.setBackend('wasm');
}
