import { beforeAll, describe, expect, it } from 'vitest';
import type { GraphModelFiles, GraphModelJson, GraphNode } from './graph-model/graph-model-files.ts';
import { repairMobileFaceNet } from './repair-mobilefacenet.ts';
import { readSource, SOURCES } from './sources.ts';

const source = async (name: string) => {
  const found = SOURCES.find(({ path }) => path.endsWith(name));
  if (found === undefined) throw new Error(`${name} is not pinned`);
  return readSource(found);
};
const prelus = ({ json, weights }: GraphModelFiles): number[] => {
  const view = new DataView(Uint8Array.from(weights).buffer);
  const found: number[] = [];
  let offset = 0;
  for (const { name, shape } of json.weightsManifest[0]?.weights ?? []) {
    const length = shape.reduce((product, size) => product * size, 1);
    for (let i = 0; i < length; i++, offset += 4) if (name.endsWith('/mul')) found.push(view.getFloat32(offset, true));
  }
  return found;
};
const operations = (node: GraphNode | undefined): string[] =>
  (node?.attr?.fused_ops?.list?.s ?? []).map((operation) => Buffer.from(operation, 'base64').toString());

describe('repairMobileFaceNet', () => {
  let shipped: GraphModelFiles;
  let repaired: GraphModelFiles;
  beforeAll(async () => {
    const json = JSON.parse((await source('mobilefacenet.json')).toString()) as GraphModelJson;
    shipped = { json, weights: await source('mobilefacenet.bin') };
    repaired = repairMobileFaceNet(shipped);
  });
  const node = ({ json }: GraphModelFiles, name: string) => json.modelTopology.node.find((one) => one.name === name);
  const depthwise = ({ json }: GraphModelFiles) =>
    json.modelTopology.node.filter(({ op }) => op === 'FusedDepthwiseConv2dNative');

  it('turns the sign of every PReLU constant', () => {
    expect(prelus(repaired)).toEqual(prelus(shipped).map((value) => -value));
    expect(repaired.json.weightsManifest[0]?.weights.filter(({ name }) => name.endsWith('/mul'))).toHaveLength(33);
  });

  it('changes no other weight', () => {
    const changed = shipped.weights.filter((byte, index) => byte !== repaired.weights[index]);

    expect(changed.length).toBeLessThanOrEqual(prelus(shipped).length);
  });

  it('takes the Relu out of the 16 depthwise nodes that had it', () => {
    expect(depthwise(shipped).filter((one) => operations(one).includes('Relu'))).toHaveLength(16);
    expect(depthwise(repaired).filter((one) => operations(one).includes('Relu'))).toHaveLength(0);
    expect(depthwise(repaired).every((one) => operations(one).includes('BiasAdd'))).toBe(true);
  });

  it('gives each of them a Relu for the positive part of its PReLU alone', () => {
    const relus = repaired.json.modelTopology.node.filter(({ name }) => name.endsWith('_relu'));
    expect(relus).toHaveLength(16);

    for (const { name, input } of relus) {
      const readers = repaired.json.modelTopology.node.filter((one) => one.input?.includes(name));
      expect(readers.map(({ op }) => op)).toEqual(['Add']);
      expect(operations(node(repaired, input?.[0] ?? ''))).toEqual(['BiasAdd']);
    }
  });

  it('leaves what it was given as it is', () => {
    expect(depthwise(shipped).filter((one) => operations(one).includes('Relu'))).toHaveLength(16);
  });
});
