import type { GraphModelFiles, GraphNode } from './graph-model/graph-model-files.ts';
import { readGraphModel } from './graph-model/read-graph-model.ts';
import { ModelSourceError } from './sources.ts';

/** Width and height of the input that blazeface was made for. */
const OWN_SIZE = 256;

/**
 * Blazeface for pictures of another size: it is a net of convolutions alone, so that only what says how many places it looks at
 * has to change. Its anchors have the same size in pixels, so on a picture of half the size they fit faces twice as large.
 *
 * @param size Width and height of the input, a multiple of 32.
 * @param outputs Names of the graph's outputs.
 */
export function resizeDetector(shipped: GraphModelFiles, size: number, outputs: readonly string[]): GraphModelFiles {
  const { json, weights } = shipped;
  const { operations, constants } = readGraphModel(shipped, outputs);
  const fewer = (size / OWN_SIZE) ** 2;
  const shapes = new Map(
    operations
      .filter(({ op }) => op === 'Reshape')
      .map(({ inputs: [, name = ''] }) => {
        const [batch, places, numbers] = constants.get(name)?.values ?? [];
        if (batch === undefined || places === undefined || numbers === undefined) {
          throw new ModelSourceError(`The detector's constant ${name} is no shape of three numbers`);
        }
        return [name, Int32Array.of(batch, places * fewer, numbers)] as const;
      }),
  );

  const specs = [...shapes.keys()].map((name) => ({ name: resized(name), shape: [3], dtype: 'int32' }));
  const values = [...shapes.values()].map(({ buffer }) => new Uint8Array(buffer));
  return {
    json: {
      ...json,
      modelTopology: { ...json.modelTopology, node: json.modelTopology.node.flatMap(resizeNode) },
      weightsManifest: [...json.weightsManifest, { weights: specs }],
    },
    weights: Buffer.concat([weights, ...values]),
  };

  function resizeNode(node: GraphNode): GraphNode[] {
    if (node.op === 'Placeholder') {
      const dim = [1, size, size, 3].map((length) => ({ size: String(length) }));
      return [{ ...node, attr: { ...node.attr, shape: { shape: { dim } } } }];
    }
    if (shapes.has(node.name)) return [node, { ...node, name: resized(node.name) }];
    const input = node.input?.map((name) => (shapes.has(name) ? resized(name) : name));
    return [input === undefined ? node : { ...node, input }];
  }
}

function resized(name: string): string {
  return `${name}/resized`;
}
