import '../../src/face/onnx/without-telemetry.ts';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import type { Net } from '../../src/face/onnx/nets.ts';

/** Computes a net's outputs for pictures of planes, each picture's in the order of the net's description. */
export type Converted = (pictures: readonly Float32Array[]) => Promise<Float32Array[][]>;

/** Loads an ONNX file into onnxruntime, as the engine does. */
export async function loadConverted(net: Net, bytes: Uint8Array): Promise<Converted> {
  const session = await InferenceSession.create(bytes, { intraOpNumThreads: 1, graphOptimizationLevel: 'all' });
  return async (pictures) => {
    const input = Float32Array.from(pictures.flatMap((picture) => [...picture]));
    const shape = [pictures.length, ...net.input.shape.slice(1).map(Number)];
    const results = await session.run({ [net.input.name]: new Tensor('float32', input, shape) });
    return pictures.map((_, index) =>
      net.outputs.map(({ name, shape: [, ...sizes] }) => {
        const length = sizes.reduce<number>((product, size) => product * Number(size), 1);
        return (results[name]?.data as Float32Array).slice(index * length, (index + 1) * length);
      }),
    );
  };
}

/** The planes of a picture of `size` pixels whose colours are interleaved. */
export function planes(picture: Float32Array): Float32Array {
  const size = picture.length / 3;
  return Float32Array.from(picture, (_, index) => picture[(index % size) * 3 + Math.floor(index / size)] ?? NaN);
}
