import type { OnnxAttribute, OnnxNode, OnnxTensor } from '../onnx/onnx-model.ts';

/**
 * A tensor in the graph being built. `shape` leaves out the batch, which comes first: channels, height, width of a picture
 * (ONNX wants them in that order, tfjs has the channels last), or a single length.
 */
export interface Value {
  readonly name: string;
  readonly shape: readonly number[];
}

/** Collects the nodes and constants of an ONNX graph and names them by their number, so that equal sources give equal files. */
export class GraphBuilder {
  readonly nodes: OnnxNode[] = [];
  readonly constants: OnnxTensor[] = [];

  /** Adds a constant of 32-bit floats; stored in 16 bits and cast when loaded if that changes no number. */
  floats(values: Float32Array, shape: readonly number[]): string {
    if (values.length < WORTH_HALVING || !fitsHalf(values)) return this.#constant(values, shape);
    return this.node('Cast', [this.#constant(Float16Array.from(values), shape)], { to: FLOAT });
  }

  /** Adds a list of whole numbers, such as a shape. */
  integers(values: readonly number[]): string {
    return this.#constant(BigInt64Array.from(values, BigInt), [values.length]);
  }

  /** Adds an operator with one output. @returns the output's name. */
  node(op: string, inputs: readonly string[], attributes: Readonly<Record<string, OnnxAttribute>> = {}): string {
    const output = `v${this.nodes.length}`;
    this.nodes.push({ op, inputs, outputs: [output], attributes });
    return output;
  }

  /** Gives a tensor the name and shape under which it leaves the graph. A size with a name, of which there may be one, is what is left. */
  addOutput(from: string, name: string, shape: readonly (number | string)[]): void {
    const sizes = shape.map((size) => (typeof size === 'number' ? size : -1));
    this.nodes.push({ op: 'Reshape', inputs: [from, this.integers(sizes)], outputs: [name], attributes: {} });
  }

  #constant(values: OnnxTensor['values'], shape: readonly number[]): string {
    const name = `c${this.constants.length}`;
    this.constants.push({ name, shape, values });
    return name;
  }
}

/** Whether 16 bits hold each of the numbers without a change. */
export function fitsHalf(values: Float32Array | Int32Array): boolean {
  return values.every((value) => Math.f16round(value) === value);
}

/** Below this many numbers the Cast takes more bytes than it saves. */
const WORTH_HALVING = 64;

/** `TensorProto.DataType.FLOAT` */
const FLOAT = 1;
