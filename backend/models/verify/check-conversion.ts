import { NETS, type Net, type NetName } from '../../src/face/onnx/nets.ts';
import type { GraphModelFiles } from '../graph-model/graph-model-files.ts';
import { TFJS_OUTPUTS } from '../convert-net.ts';
import { ModelSourceError } from '../sources.ts';
import { facePicture } from './face-pictures.ts';
import { loadConverted, planes } from './run-converted.ts';
import { loadOriginal } from './run-original.ts';

/** The largest relative error of an output that is taken for rounding; what was measured is below 1e-5. */
const LIMIT = 1e-4;

/**
 * Compares a converted net with the tfjs net that it was made from, both run on the packaged faces.
 *
 * @param faces JPEGs by name.
 * @returns the largest relative error of an output.
 * @throws ModelSourceError when it is above 1e-4.
 */
export async function checkConversion(
  name: NetName,
  original: GraphModelFiles,
  onnx: Uint8Array,
  faces: ReadonlyMap<string, Uint8Array>,
): Promise<number> {
  const net: Net = NETS[name];
  const [, channels = 0, height = 0, width = 0] = net.input.shape.map(Number);
  const runOriginal = await loadOriginal(original, [height, width, channels], TFJS_OUTPUTS[name]);
  const runConverted = await loadConverted(net, onnx);

  const pictures = await Promise.all([...faces.values()].map((jpeg) => facePicture(name, jpeg)));
  const batches = net.input.shape[0] === 'batch' ? [pictures] : pictures.map((picture) => [picture]);
  let largest = 0;
  for (const batch of batches) {
    const results = await runConverted(batch.map(planes));
    for (const [index, picture] of batch.entries()) {
      for (const [output, expected] of runOriginal(picture).entries()) {
        const error = relativeError(results[index]?.[output] ?? new Float32Array(), expected);
        if (!(error <= LIMIT)) throw new ModelSourceError(differs(net, output, error));
        largest = Math.max(largest, error);
      }
    }
  }
  return largest;
}

/** The length of the difference by the length of what was expected: |a − b|₂ / |b|₂. */
export function relativeError(actual: Float32Array, expected: Float32Array): number {
  if (actual.length !== expected.length) return Infinity;
  const difference = actual.map((value, index) => value - (expected[index] ?? NaN));
  return Math.hypot(...difference) / Math.hypot(...expected);
}

function differs({ file, outputs }: Net, output: number, error: number): string {
  return (
    `${file} computes other ${outputs[output]?.name} than the net it was made from (relative error ${error.toExponential(1)}); ` +
    'install the versions of package-lock.json, and if it stays, report it with the kind of processor'
  );
}
