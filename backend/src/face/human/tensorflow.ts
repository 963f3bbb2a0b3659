import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type * as Converter from '@tensorflow/tfjs-converter';
import type * as Core from '@tensorflow/tfjs-core';

/**
 * The CommonJS builds of tfjs, as Human loads them: one instance for Human and the recogniser, thus one WASM backend.
 */
const require = createRequire(import.meta.url);

export const tf = require('@tensorflow/tfjs-core') as typeof Core;
export const { loadGraphModelSync } = require('@tensorflow/tfjs-converter') as typeof Converter;

/** Folder of the WASM binaries, with a slash at its end. */
export const WASM_FOLDER = join(dirname(require.resolve('@tensorflow/tfjs-backend-wasm/package.json')), 'wasm-out/');

/** Overwrites a tensor's numbers in the WASM memory and frees it. */
export function wipe(tensor: Core.Tensor): void {
  const backend = tf.backend() as unknown as { typedArrayFromHeap(info: unknown): Float32Array };
  backend.typedArrayFromHeap(tensor).fill(0);
  tensor.dispose();
}
