import { texts } from '../graph-model/attributes.ts';
import type { Constant, Operation } from '../graph-model/read-graph-model.ts';
import { ModelSourceError } from '../sources.ts';
import type { Value } from './graph-builder.ts';
import { addPrelu } from './prelu.ts';
import type { Conversion, Scope } from './scope.ts';
import { transpose } from './transpose.ts';
import { windowOf } from './window.ts';

/** A convolution with what tfjs fused into it: filter of height, width, channels in, channels out. */
export const convolution: Conversion = (operation, scope) => {
  const filter = scope.constant(operation.inputs[1]);
  const [height = 0, width = 0, channelsIn = 0, channelsOut = 0] = filter.shape;
  return convolve(operation, scope, {
    weights: transpose(filter, [3, 2, 0, 1]),
    shape: [channelsOut, channelsIn, height, width],
    group: 1,
  });
};

/** A convolution of each channel for itself: filter of height, width, channels, 1. */
export const depthwiseConvolution: Conversion = (operation, scope) => {
  const filter = scope.constant(operation.inputs[1]);
  const [height = 0, width = 0, channels = 0, multiplier = 0] = filter.shape;
  if (multiplier !== 1) throw new ModelSourceError(`${operation.name} makes more channels, which cannot be converted`);
  return convolve(operation, scope, {
    weights: transpose(filter, [2, 3, 0, 1]),
    shape: [channels, 1, height, width],
    group: channels,
  });
};

interface Filter {
  readonly weights: Float32Array;
  /** Channels out, channels in by group, height, width. */
  readonly shape: readonly [number, number, number, number];
  readonly group: number;
}

function convolve(operation: Operation, scope: Scope, { weights, shape, group }: Filter): Value {
  const { graph } = scope;
  const input = scope.value(operation.inputs[0]);
  const [bias, activation] = fusedOperations(operation);
  const { attributes, size } = windowOf(operation, shape.slice(2), input.shape.slice(1));
  const inputs = [input.name, graph.floats(weights, shape)];
  if (bias) inputs.push(addConstant(scope, scope.constant(operation.inputs[2])));
  const output = { name: graph.node('Conv', inputs, { ...attributes, group }), shape: [shape[0], ...size] };

  if (activation === undefined) return output;
  if (activation === 'Relu') return { ...output, name: graph.node('Relu', [output.name]) };
  return addPrelu(graph, output, Float32Array.from(scope.constant(operation.inputs[3]).values));
}

/** Whether a bias is added, and the activation after it. */
function fusedOperations(operation: Operation): [boolean, 'Relu' | 'Prelu' | undefined] {
  const fused = texts(operation, 'fused_ops');
  const activation = fused.find((name) => name !== 'BiasAdd');
  if (activation !== undefined && activation !== 'Relu' && activation !== 'Prelu') {
    throw new ModelSourceError(`Activation ${activation} of ${operation.name} cannot be converted`);
  }
  return [fused.includes('BiasAdd'), activation];
}

function addConstant({ graph }: Scope, { values, shape }: Constant): string {
  return graph.floats(Float32Array.from(values), shape);
}
