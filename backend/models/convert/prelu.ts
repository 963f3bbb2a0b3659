import type { GraphBuilder, Value } from './graph-builder.ts';

/**
 * PReLU with a slope `a` for each channel, in the form that onnxruntime computes fastest:
 *
 *     x for x > 0, a·x for x < 0  =  a·x + (1 − a)·relu(x)
 *
 * The products are depthwise convolutions of a single pixel: unlike the operators PRelu and Mul they work on onnxruntime's blocked
 * layout, and the sum becomes part of one of them. Measured: `node backend/models/bench.ts` and docs/models.md.
 */
export function addPrelu(graph: GraphBuilder, x: Value, slope: Float32Array): Value {
  const relu = graph.node('Relu', [x.name]);
  const positive = scaleChannels(
    graph,
    relu,
    slope.map((a) => 1 - a),
  );
  return { name: graph.node('Add', [positive, scaleChannels(graph, x.name, slope)]), shape: x.shape };
}

/** The rest of a PReLU whose factor is part of the next filter: relu(x) + k·x, see `foldSlopes`. */
export function addReluPlus(graph: GraphBuilder, x: Value, k: Float32Array): Value {
  const relu = graph.node('Relu', [x.name]);
  return { name: graph.node('Add', [relu, scaleChannels(graph, x.name, k)]), shape: x.shape };
}

function scaleChannels(graph: GraphBuilder, input: string, factors: Float32Array): string {
  const filter = graph.floats(factors, [factors.length, 1, 1, 1]);
  return graph.node('Conv', [input, filter], { kernel_shape: [1, 1], group: factors.length });
}
