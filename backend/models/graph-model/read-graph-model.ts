import { ModelSourceError } from '../sources.ts';
import type { GraphAttribute, GraphModelFiles, GraphNode, WeightSpec } from './graph-model-files.ts';

/** A tensor that is part of the model. Numbers stand in row-major order of `shape`. */
export interface Constant {
  readonly shape: readonly number[];
  readonly values: Float32Array | Int32Array;
}

/** One operation. Its output and that of every other operation and constant is named like itself. */
export interface Operation {
  readonly name: string;
  readonly op: string;
  /** Names of operations and constants. */
  readonly inputs: readonly string[];
  readonly attributes: Readonly<Record<string, GraphAttribute>>;
}

/** A graph model as the converter wants it. */
export interface GraphModel {
  /** In an order in which each comes after its inputs; what the outputs do not depend on is left out. */
  readonly operations: readonly Operation[];
  readonly constants: ReadonlyMap<string, Constant>;
  /** Names of the operations whose results are wanted. */
  readonly outputs: readonly string[];
}

/**
 * Reads a tfjs graph model.
 *
 * @param outputs Names of the operations whose results are wanted.
 * @throws ModelSourceError when the files contradict themselves or use a type that is not known here.
 */
export function readGraphModel({ json, weights }: GraphModelFiles, outputs: readonly string[]): GraphModel {
  const constants = readConstants(
    json.weightsManifest.flatMap((group) => group.weights),
    weights,
  );
  return { operations: inExecutionOrder(json.modelTopology.node, constants, outputs), constants, outputs };
}

function readConstants(specs: readonly WeightSpec[], weights: Uint8Array): Map<string, Constant> {
  const constants = new Map<string, Constant>();
  let offset = 0;
  for (const spec of specs) {
    const { values, byteLength } = readValues(spec, weights, offset);
    constants.set(spec.name, { shape: spec.shape, values });
    offset += byteLength;
  }
  if (offset !== weights.byteLength) {
    throw new ModelSourceError(`The weights have ${weights.byteLength} bytes, their manifest names ${offset}`);
  }
  return constants;
}

function readValues(spec: WeightSpec, weights: Uint8Array, offset: number) {
  const type = spec.quantization?.dtype ?? spec.dtype;
  const Stored = STORED_AS[type];
  if (Stored === undefined) throw new ModelSourceError(`Weight ${spec.name} is stored as ${type}, which is not known`);

  const byteLength = Stored.BYTES_PER_ELEMENT * spec.shape.reduce((product, size) => product * size, 1);
  if (offset + byteLength > weights.byteLength) {
    throw new ModelSourceError(`The weights end within ${spec.name}; the file was cut short`);
  }
  const stored = new Stored(Uint8Array.from(weights.subarray(offset, offset + byteLength)).buffer);
  return { values: stored instanceof Int32Array ? stored : Float32Array.from(stored), byteLength };
}

const STORED_AS: Readonly<Record<string, typeof Float32Array | typeof Int32Array | typeof Float16Array>> = {
  float32: Float32Array,
  float16: Float16Array,
  int32: Int32Array,
};

function inExecutionOrder(
  nodes: readonly GraphNode[],
  constants: ReadonlyMap<string, Constant>,
  outputs: readonly string[],
): Operation[] {
  const byName = new Map(nodes.map((node) => [node.name, node]));
  const ordered = new Map<string, Operation>();
  const visit = (name: string): void => {
    if (ordered.has(name) || constants.has(name)) return;
    const node = byName.get(name);
    if (node === undefined) throw new ModelSourceError(`The graph has no node ${name}`);
    const inputs = (node.input ?? []).map(nodeName);
    inputs.forEach(visit);
    ordered.set(name, { name, op: node.op, inputs, attributes: node.attr ?? {} });
  };
  outputs.forEach(visit);
  return [...ordered.values()];
}

/** `name:0` is the first output of `name`; none of the operations read here has a second. */
function nodeName(input: string): string {
  return input.replace(/:0$/, '');
}
