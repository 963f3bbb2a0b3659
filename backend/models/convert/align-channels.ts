import type { Constant, GraphModel, Operation } from '../graph-model/read-graph-model.ts';

/**
 * onnxruntime's fast convolutions work on blocks of 16 channels (8 with AVX2). A depthwise convolution of any other number of
 * channels falls out of them, with a change of layout before and after it.
 */
const BLOCK = 16;

/** Operations to which it matters how many channels there are. */
const COUNT_CHANNELS: readonly string[] = ['Reshape', 'Squeeze', 'ConcatV2', 'Sum'];

/** Which axis of the constant at each input counts the channels that come in; -1 is the last one. */
const CHANNEL_AXES: Readonly<Record<string, readonly (number | undefined)[]>> = {
  _FusedConv2D: [undefined, 2],
  DepthwiseConv2dNative: [undefined, 2],
  FusedDepthwiseConv2dNative: [undefined, 2, -1],
  Prelu: [undefined, -1],
  ReluPlus: [undefined, -1],
};

/**
 * Gives pictures inside the net a multiple of 16 channels, the added ones being 0 throughout: filters, biases and slopes are filled
 * up with zeros, and what pads channels itself pads fewer. The outputs stay as they are.
 */
export function alignChannels({ operations, constants, outputs }: GraphModel): GraphModel {
  const aligned = new Map(constants);
  /** How many channels were added, by operation. */
  const added = new Map<string, number>();
  const counted = channelsCounted(operations, outputs);

  /** `operation` with its constants replaced; each gets a constant of its own, as another operation may read the same. */
  const replace = (operation: Operation, change: (constant: Constant, input: number) => Constant): Operation => {
    const inputs = operation.inputs.map((name, input) => {
      const constant = aligned.get(name);
      const changed = constant && change(constant, input);
      if (changed === undefined || changed === constant) return name;
      aligned.set(`${operation.name}/${input}`, changed);
      return `${operation.name}/${input}`;
    });
    return { ...operation, inputs };
  };

  const align = (operation: Operation): Operation => {
    const { name, op, inputs } = operation;
    const extra = added.get(inputs[0] ?? '') ?? 0;
    if (op === 'Pad') return replace(operation, (paddings) => padFewer(paddings, extra));

    const axes = CHANNEL_AXES[op] ?? [];
    const widened = replace(operation, (constant, input) => fillUp(constant, axes[input], extra));
    if (op !== '_FusedConv2D') {
      added.set(name, extra);
      return widened;
    }
    const channels = aligned.get(inputs[1] ?? '')?.shape.at(-1) ?? 0;
    const missing = counted.has(name) ? 0 : (BLOCK - (channels % BLOCK)) % BLOCK;
    added.set(name, missing);
    return replace(widened, (constant) => fillUp(constant, -1, missing));
  };
  return { operations: operations.map(align), constants: aligned, outputs };
}

/** Names of the operations whose channels are counted further on, with no convolution between. */
function channelsCounted(operations: readonly Operation[], outputs: readonly string[]): Set<string> {
  const counted = new Set(outputs);
  for (const { name, op, inputs } of operations.toReversed()) {
    const passesOn = counted.has(name) && op !== '_FusedConv2D';
    if (passesOn || COUNT_CHANNELS.includes(op)) inputs.forEach((input) => counted.add(input));
  }
  return counted;
}

function padFewer({ shape, values }: Constant, extra: number): Constant {
  const last = values.length - 1;
  return { shape, values: Int32Array.from(values, (value, index) => (index === last ? value - extra : value)) };
}

/** Adds `count` zeros at the end of an axis. */
function fillUp(constant: Constant, axis: number | undefined, count: number): Constant {
  if (axis === undefined || count === 0) return constant;
  const { shape, values } = constant;
  const index = axis < 0 ? shape.length + axis : axis;
  const length = shape[index] ?? 0;
  const step = shape.slice(index + 1).reduce((product, size) => product * size, 1);
  const filled = new Float32Array((values.length / length) * (length + count));
  for (let from = 0; from < values.length; from += length * step) {
    filled.set(values.subarray(from, from + length * step), (from / length) * (length + count));
  }
  return { shape: shape.with(index, length + count), values: filled };
}
