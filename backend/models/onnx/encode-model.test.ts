import { describe, expect, it } from 'vitest';
import { runModel } from '../testing.ts';
import { encodeModel } from './encode-model.ts';
import type { OnnxModel, OnnxNode, OnnxTensor } from './onnx-model.ts';

const model = (nodes: readonly OnnxNode[], constants: readonly OnnxTensor[] = []): OnnxModel => ({
  name: 'test',
  nodes,
  constants,
  inputs: [{ name: 'x', shape: ['batch', 4] }],
  outputs: [{ name: 'y', shape: ['batch', 'rest'] }],
});
const X = [1, -2, 3, -4];

describe('encodeModel', () => {
  it.each([
    {
      name: 'a whole number',
      node: { op: 'Concat', inputs: ['x', 'x'], outputs: ['y'], attributes: { axis: -1 } },
      y: [...X, ...X],
    },
    {
      name: 'a fraction',
      node: { op: 'LeakyRelu', inputs: ['x'], outputs: ['y'], attributes: { alpha: { float: 0.5 } } },
      y: [1, -1, 3, -2],
    },
    {
      name: 'a list of whole numbers',
      node: { op: 'Transpose', inputs: ['x'], outputs: ['y'], attributes: { perm: [1, 0] } },
      y: X,
    },
    {
      name: 'a text',
      node: { op: 'Pad', inputs: ['x', 'pads'], outputs: ['y'], attributes: { mode: 'reflect' } },
      constants: [{ name: 'pads', shape: [4], values: BigInt64Array.of(0n, 1n, 0n, 0n) }],
      y: [-2, ...X],
    },
  ])('writes an attribute that is $name', async ({ node, constants, y }) => {
    expect(await runModel(model([node], constants), [1, 4], X)).toEqual(y);
  });

  it.each([
    { name: '32-bit floats', values: Float32Array.of(0.1, 0.2, 0.3, 0.4), cast: false },
    { name: '16-bit floats', values: Float16Array.of(0.5, 0.25, 3, 4), cast: true },
  ])('writes constants of $name', async ({ values, cast }) => {
    const nodes: OnnxNode[] = [
      ...(cast ? [{ op: 'Cast', inputs: ['c'], outputs: ['float'], attributes: { to: 1 } }] : []),
      { op: 'Mul', inputs: ['x', cast ? 'float' : 'c'], outputs: ['y'], attributes: {} },
    ];
    const y = await runModel(model(nodes, [{ name: 'c', shape: [4], values }]), [1, 4], X);

    expect(y).toEqual(X.map((x, index) => Math.fround(x * (values[index] ?? NaN))));
  });

  it('leaves a size that has a name free', async () => {
    const relu = model([{ op: 'Relu', inputs: ['x'], outputs: ['y'], attributes: {} }]);

    expect(await runModel(relu, [3, 4], [...X, ...X, ...X])).toHaveLength(12);
  });

  it('gives the same bytes for the same model', () => {
    const relu = () => model([{ op: 'Relu', inputs: ['x'], outputs: ['y'], attributes: {} }]);

    expect(encodeModel(relu())).toEqual(encodeModel(relu()));
  });
});
