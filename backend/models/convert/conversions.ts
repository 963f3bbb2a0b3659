import { spatial } from '../graph-model/attributes.ts';
import { ModelSourceError } from '../sources.ts';
import { convolution, depthwiseConvolution } from './convolution.ts';
import { addPrelu, addReluPlus } from './prelu.ts';
import type { Conversion } from './scope.ts';
import { windowOf } from './window.ts';

const elementwise =
  (...ops: readonly string[]): Conversion =>
  ({ inputs }, { graph, value }) => {
    const { name, shape } = value(inputs[0]);
    return { name: ops.reduce((input, op) => graph.node(op, [input]), name), shape };
  };

const ofTwo =
  (op: string): Conversion =>
  ({ inputs }, { graph, value }) => {
    const [one, other] = [value(inputs[0]), value(inputs[1])];
    return { name: graph.node(op, [one.name, other.name]), shape: one.shape };
  };

/** A convolution with a filter of ones in its diagonal: as an operator of its own, Pad would end the blocked layout. */
const padChannels: Conversion = ({ name, inputs }, { graph, value, constant }) => {
  const { values } = constant(inputs[1]);
  const added = values[LAST_CHANNEL] ?? 0;
  if (values.some((value, index) => value !== 0 && index !== LAST_CHANNEL)) {
    throw new ModelSourceError(`${name} pads more than the end of the channels, which cannot be converted`);
  }
  const input = value(inputs[0]);
  const [channels = 0, ...size] = input.shape;
  const filter = new Float32Array((channels + added) * channels);
  for (let channel = 0; channel < channels; channel++) filter[channel * (channels + 1)] = 1;
  const weights = graph.floats(filter, [channels + added, channels, 1, 1]);
  return {
    name: graph.node('Conv', [input.name, weights], { kernel_shape: [1, 1] }),
    shape: [channels + added, ...size],
  };
};

/** In `paddings`, which has a beginning and an end for batch, height, width and channels. */
const LAST_CHANNEL = 7;

const maxPool: Conversion = (operation, { graph, value }) => {
  const { name, shape } = value(operation.inputs[0]);
  const [channels = 0, ...size] = shape;
  const window = windowOf(operation, spatial(operation, 'ksize'), size);
  return { name: graph.node('MaxPool', [name], window.attributes), shape: [channels, ...window.size] };
};

/** Brings a picture back to tfjs' order, the channels last, before its numbers are counted through. */
const reshape: Conversion = ({ inputs }, { graph, value, constant }) => {
  const { name, shape } = value(inputs[0]);
  const [, ...wanted] = constant(inputs[1]).values;
  const isPicture = shape.length === 3 && shape.slice(1).some((size) => size > 1);
  const ordered = isPicture ? graph.node('Transpose', [name], { perm: [0, 2, 3, 1] }) : name;
  return { name: graph.node('Reshape', [ordered, graph.integers([ANY, ...wanted])]), shape: wanted };
};

const squeeze: Conversion = ({ inputs }, { graph, value }) => {
  const { name, shape } = value(inputs[0]);
  return { name: graph.node('Flatten', [name], { axis: 1 }), shape: shape.slice(0, 1) };
};

/** Of pictures, along their channels. */
const concat: Conversion = ({ inputs }, { graph, value }) => {
  const parts = inputs.slice(0, -1).map(value);
  const channels = parts.reduce((sum, { shape }) => sum + (shape[0] ?? 0), 0);
  const names = parts.map(({ name }) => name);
  return { name: graph.node('Concat', names, { axis: 1 }), shape: [channels, ...(parts[0]?.shape.slice(1) ?? [])] };
};

const square: Conversion = ({ inputs }, { graph, value }) => {
  const { name, shape } = value(inputs[0]);
  return { name: graph.node('Mul', [name, name]), shape };
};

const sum: Conversion = ({ inputs }, { graph, value }) => {
  const { name } = value(inputs[0]);
  return { name: graph.node('ReduceSum', [name, graph.integers([1])], { keepdims: 1 }), shape: [1] };
};

const maximum: Conversion = ({ inputs }, { graph, value, constant }) => {
  const { name, shape } = value(inputs[0]);
  const { values, shape: constantShape } = constant(inputs[1]);
  return { name: graph.node('Max', [name, graph.floats(Float32Array.from(values), constantShape)]), shape };
};

/** How each operation of the nets is written in ONNX. */
export const CONVERSIONS: Readonly<Record<string, Conversion>> = {
  _FusedConv2D: convolution,
  DepthwiseConv2dNative: depthwiseConvolution,
  FusedDepthwiseConv2dNative: depthwiseConvolution,
  Add: ofTwo('Add'),
  AddV2: ofTwo('Add'),
  Mul: ofTwo('Mul'),
  Identity: elementwise(),
  Relu: elementwise('Relu'),
  Sigmoid: elementwise('Sigmoid'),
  Rsqrt: elementwise('Sqrt', 'Reciprocal'),
  Prelu: ({ inputs }, { graph, value, constant }) =>
    addPrelu(graph, value(inputs[0]), Float32Array.from(constant(inputs[1]).values)),
  ReluPlus: ({ inputs }, { graph, value, constant }) =>
    addReluPlus(graph, value(inputs[0]), Float32Array.from(constant(inputs[1]).values)),
  Pad: padChannels,
  MaxPool: maxPool,
  Reshape: reshape,
  Squeeze: squeeze,
  ConcatV2: concat,
  Square: square,
  Sum: sum,
  Maximum: maximum,
};

/** In a shape: whatever is left, here the batch. */
const ANY = -1;
