import type { Constant, GraphModel, Operation } from '../graph-model/read-graph-model.ts';
import { fitsHalf } from './graph-builder.ts';

/** Which axis of a convolution's filter counts the channels that come in: height, width, channels in, channels out. */
const CHANNELS_IN = 2;

const CONVOLUTIONS: readonly string[] = ['_FusedConv2D', 'DepthwiseConv2dNative', 'FusedDepthwiseConv2dNative'];

/** Slopes nearer to 1 are left alone: 1 − a would keep too few digits. */
const SMALLEST = 1e-3;

/**
 * Takes one of two multiplications out of each PReLU that a convolution alone reads. With slope a,
 *
 *     prelu(x)  =  a·x + (1 − a)·relu(x)  =  (1 − a)·(relu(x) + k·x),   k = a / (1 − a)
 *
 * The operation becomes a `ReluPlus` (relu(x) + k·x), which is not one of tfjs, and the factor 1 − a goes into the filter.
 * Not where the filter is stored in 16 bits, which would not hold it any longer. Saves 6 % of MobileFaceNet's time (`node backend/models/bench.ts`).
 */
export function foldSlopes({ operations, constants, outputs }: GraphModel): GraphModel {
  const folded = new Map(constants);
  /** Factors of the channels that an operation gives, by its name. */
  const factors = new Map<string, Float32Array>();

  const hasFilterToScale = (name: string): boolean => {
    const [reader, ...others] = operations.filter(({ inputs }) => inputs.includes(name));
    if (reader === undefined || others.length > 0 || outputs.includes(name)) return false;
    const filter = constants.get(reader.inputs[1] ?? '');
    return CONVOLUTIONS.includes(reader.op) && filter !== undefined && !fitsHalf(filter.values);
  };

  const fold = (operation: Operation): Operation => {
    const { name, op, inputs } = operation;
    const slopes = folded.get(inputs[1] ?? '')?.values;
    if (op === 'Prelu' && slopes && isFoldable(slopes) && hasFilterToScale(name)) {
      factors.set(
        name,
        Float32Array.from(slopes, (a) => 1 - a),
      );
      folded.set(`${name}/k`, { shape: [slopes.length], values: Float32Array.from(slopes, (a) => a / (1 - a)) });
      return { ...operation, op: 'ReluPlus', inputs: [inputs[0] ?? '', `${name}/k`] };
    }
    const factor = factors.get(inputs[0] ?? '');
    const filter = folded.get(inputs[1] ?? '');
    if (factor === undefined || filter === undefined) return operation;
    folded.set(`${name}/filter`, scaleChannelsIn(filter, factor));
    return { ...operation, inputs: inputs.with(1, `${name}/filter`) };
  };
  return { operations: operations.map(fold), constants: folded, outputs };
}

function isFoldable(slopes: Constant['values']): boolean {
  return slopes.every((a) => Math.abs(1 - a) > SMALLEST);
}

function scaleChannelsIn({ shape, values }: Constant, factors: Float32Array): Constant {
  const channelsOut = shape[CHANNELS_IN + 1] ?? 1;
  const factorAt = (index: number): number => factors[Math.floor(index / channelsOut) % factors.length] ?? NaN;
  return { shape, values: Float32Array.from(values, (value, index) => value * factorAt(index)) };
}
