import type { GraphModel, Operation } from '../graph-model/read-graph-model.ts';
import type { OnnxModel, OnnxValue } from '../onnx/onnx-model.ts';
import { ModelSourceError } from '../sources.ts';
import { alignChannels } from './align-channels.ts';
import { CONVERSIONS } from './conversions.ts';
import { foldSlopes } from './fold-slopes.ts';
import { fusePrelu } from './fuse-prelu.ts';
import { GraphBuilder, type Value } from './graph-builder.ts';
import type { Scope } from './scope.ts';

/** What the ONNX graph shall look like from outside. */
export interface Interface {
  readonly name: string;
  /** Shape: batch, channels, height, width. */
  readonly input: OnnxValue;
  /** Each made of outputs of the tfjs graph, which are laid one after the other. Shape: batch first. */
  readonly outputs: readonly (OnnxValue & { readonly from: readonly string[] })[];
}

/**
 * Writes a tfjs graph model with one input as an ONNX graph that computes the same. Pictures have their channels last in tfjs
 * and first in ONNX; outputs keep the order they have in tfjs.
 *
 * @throws ModelSourceError when the graph has an operation that cannot be converted.
 */
export function convertGraphModel(model: GraphModel, { name, input, outputs }: Interface): OnnxModel {
  const { operations, constants } = alignChannels(foldSlopes(fusePrelu(model)));
  const graph = new GraphBuilder();
  const values = new Map<string, Value>();
  const scope: Scope = {
    graph,
    value: (name) => found(values.get(name ?? ''), name),
    constant: (name) => found(constants.get(name ?? ''), name),
  };
  for (const operation of operations) values.set(operation.name, convert(operation, scope, input));

  for (const { from, name, shape } of outputs) {
    const parts = from.map((part) => scope.value(part).name);
    const whole = parts.length === 1 ? parts.join() : graph.node('Concat', parts, { axis: 1 });
    graph.addOutput(whole, name, shape);
  }
  return { name, nodes: graph.nodes, constants: graph.constants, inputs: [input], outputs };
}

function convert(operation: Operation, scope: Scope, input: OnnxValue): Value {
  if (operation.op === 'Placeholder') return { name: input.name, shape: input.shape.slice(1).map(Number) };
  const conversion = CONVERSIONS[operation.op];
  if (conversion === undefined) {
    throw new ModelSourceError(`Operation ${operation.op} of ${operation.name} cannot be converted`);
  }
  return conversion(operation, scope);
}

function found<Thing>(thing: Thing | undefined, name: string | undefined): Thing {
  if (thing === undefined) throw new ModelSourceError(`The graph reads ${name} where it has nothing of that name`);
  return thing;
}
