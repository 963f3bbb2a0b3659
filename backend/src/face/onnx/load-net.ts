import './without-telemetry.ts';
import * as ort from 'onnxruntime-node';

/** A net that is loaded: numbers in, numbers out. */
export interface LoadedNet {
  /** Shape of the only input; -1 where the number of pictures stands. */
  readonly inputShape: readonly number[];
  /**
   * @param input As many numbers as the shape says, the number of pictures filled in. The same array may be used again and again.
   * @returns The outputs, in the net's order; new arrays.
   */
  run(input: Float32Array, pictures: number): Promise<readonly Float32Array[]>;
  close(): Promise<void>;
}

/** One thread computes one net after the other, as there is a worker for each core; waiting threads sleep. */
const OPTIONS: ort.InferenceSession.SessionOptions = {
  executionProviders: ['cpu'],
  intraOpNumThreads: 1,
  interOpNumThreads: 1,
  executionMode: 'sequential',
  graphOptimizationLevel: 'all',
  logSeverityLevel: 3,
  extra: { session: { intra_op: { allow_spinning: '0' }, inter_op: { allow_spinning: '0' } } },
};

/** Loads an ONNX file with a single input of 32-bit floats. */
export async function loadNet(file: string): Promise<LoadedNet> {
  const session = await ort.InferenceSession.create(file, OPTIONS);
  const [input, ...others] = session.inputMetadata;
  if (input?.isTensor !== true || input.type !== 'float32' || others.length > 0) {
    throw new Error(`${file} has not exactly one input of 32-bit floats`);
  }
  const inputShape = input.shape.map((size) => (typeof size === 'number' && size > 0 ? size : -1));

  return {
    inputShape,
    async run(values, pictures) {
      const shape = [pictures, ...inputShape.slice(1)];
      const results = await session.run({ [input.name]: new ort.Tensor('float32', values, shape) });
      return session.outputNames.map((name) => results[name]?.data as Float32Array);
    },
    close: () => session.release(),
  };
}
