/** A number of an attribute is whole unless it is wrapped in `float`. */
export type OnnxAttribute = number | readonly number[] | string | { readonly float: number };

/** One operator of the graph. An input that is left out is the empty name. */
export interface OnnxNode {
  readonly op: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: Readonly<Record<string, OnnxAttribute>>;
}

/** A constant of the graph, row-major. */
export interface OnnxTensor {
  readonly name: string;
  readonly shape: readonly number[];
  readonly values: Float32Array | Float16Array | BigInt64Array;
}

/** An input or output, of 32-bit floating point numbers. A size that is free has a name instead. */
export interface OnnxValue {
  readonly name: string;
  readonly shape: readonly (number | string)[];
}

/** What an ONNX file holds, as far as it is written here. */
export interface OnnxModel {
  readonly name: string;
  /** Each after those whose outputs it reads. */
  readonly nodes: readonly OnnxNode[];
  readonly constants: readonly OnnxTensor[];
  readonly inputs: readonly OnnxValue[];
  readonly outputs: readonly OnnxValue[];
}
