import '../src/face/onnx/without-telemetry.ts';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { convertGraphModel } from './convert/convert-graph-model.ts';
import type { GraphAttribute } from './graph-model/graph-model-files.ts';
import type { Constant, GraphModel, Operation } from './graph-model/read-graph-model.ts';
import { encodeModel } from './onnx/encode-model.ts';
import type { OnnxModel } from './onnx/onnx-model.ts';

/** A constant of a graph for a test. */
export function constant(shape: readonly number[], values: readonly number[] | Float32Array): Constant {
  return { shape, values: Float32Array.from(values) };
}

/** Whole numbers of a graph for a test. */
export function integers(...values: readonly number[]): Constant {
  return { shape: [values.length], values: Int32Array.from(values) };
}

/** Attributes as a graph file has them: texts in base64, whole numbers as text. */
export function attributes(values: Record<string, string | readonly string[] | readonly number[]>) {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, attribute(value)]));
}

function attribute(value: string | readonly string[] | readonly number[]): GraphAttribute {
  const encode = (text: string) => Buffer.from(text).toString('base64');
  if (typeof value === 'string') return { s: encode(value) };
  const isTexts = value.some((item) => typeof item === 'string');
  return { list: isTexts ? { s: value.map((item) => encode(String(item))) } : { i: value.map(String) } };
}

/** A graph of operations that follow each other, for a test; `x` is the input, the last one the output. */
export function graphOf(
  constants: Readonly<Record<string, Constant>>,
  ...operations: readonly (Pick<Operation, 'op' | 'inputs'> & Partial<Operation>)[]
): GraphModel {
  const placeholder: Operation = { name: 'x', op: 'Placeholder', inputs: [], attributes: {} };
  const named = operations.map((operation, index) => ({ name: `op${index}`, attributes: {}, ...operation }));
  return {
    operations: [placeholder, ...named],
    constants: new Map(Object.entries(constants)),
    outputs: named.slice(-1).map(({ name }) => name),
  };
}

/**
 * Converts a graph and runs it on one picture.
 *
 * @param shape Of the picture: channels, height, width.
 * @param picture Its numbers, plane by plane.
 * @returns the last operation's numbers.
 */
export async function convertAndRun(
  model: GraphModel,
  shape: readonly number[],
  picture: readonly number[] | Float32Array,
): Promise<number[]> {
  const onnx = convertGraphModel(model, {
    name: 'test',
    input: { name: 'x', shape: [1, ...shape] },
    outputs: [{ name: 'y', shape: [1, 'numbers'], from: model.outputs }],
  });
  return runModel(onnx, [1, ...shape], picture);
}

/** Runs a model with one input, `x`, and returns the numbers of its first output. */
export async function runModel(
  model: OnnxModel,
  shape: readonly number[],
  values: readonly number[] | Float32Array,
): Promise<number[]> {
  const session = await InferenceSession.create(encodeModel(model), { intraOpNumThreads: 1 });
  const results = await session.run({ x: new Tensor('float32', Float32Array.from(values), shape) });
  await session.release();
  return [...(results[session.outputNames[0] ?? '']?.data as Float32Array)];
}
