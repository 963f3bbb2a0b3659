import { describe, expect, it } from 'vitest';
import { ModelSourceError } from '../sources.ts';
import type { GraphModelFiles, WeightSpec } from './graph-model-files.ts';
import { readGraphModel } from './read-graph-model.ts';

const files = (weights: readonly (WeightSpec & { bytes: ArrayBuffer })[]): GraphModelFiles => ({
  json: {
    weightsManifest: [{ weights }],
    modelTopology: {
      node: [
        { name: 'out', op: 'Add', input: ['scaled:0', 'x'] },
        { name: 'aside', op: 'Relu', input: ['x'] },
        { name: 'scaled', op: 'Mul', input: ['x', 'half'] },
        { name: 'x', op: 'Placeholder' },
        { name: 'half', op: 'Const' },
      ],
    },
  },
  weights: Buffer.concat(weights.map(({ bytes }) => Buffer.from(bytes))),
});
const full = { name: 'full', shape: [2], dtype: 'float32', bytes: Float32Array.of(0.1, -2).buffer };
const half = {
  name: 'half',
  shape: [1, 3],
  dtype: 'float32',
  quantization: { dtype: 'float16' },
  bytes: Float16Array.of(0.5, -1.25, 3).buffer,
};
const whole = { name: 'whole', shape: [], dtype: 'int32', bytes: Int32Array.of(-7).buffer };

describe('readGraphModel', () => {
  it('reads each constant as it is stored', () => {
    const { constants } = readGraphModel(files([half, full, whole]), ['out']);

    expect(constants.get('half')).toEqual({ shape: [1, 3], values: Float32Array.of(0.5, -1.25, 3) });
    expect(constants.get('full')).toEqual({ shape: [2], values: Float32Array.of(0.1, -2) });
    expect(constants.get('whole')).toEqual({ shape: [], values: Int32Array.of(-7) });
  });

  it('puts operations after their inputs and leaves out what no output needs', () => {
    const { operations } = readGraphModel(files([half]), ['out']);

    expect(operations.map(({ name }) => name)).toEqual(['x', 'scaled', 'out']);
    expect(operations.at(-1)?.inputs).toEqual(['scaled', 'x']);
  });

  it.each([
    {
      name: 'weights that were cut short',
      model: { ...files([half, full]), weights: new Uint8Array(7) },
      says: 'The weights end within full; the file was cut short',
    },
    {
      name: 'weights nobody named',
      model: { ...files([half]), weights: new Uint8Array(8) },
      says: 'The weights have 8 bytes, their manifest names 6',
    },
    {
      name: 'an unknown way to store numbers',
      model: files([{ ...half, quantization: { dtype: 'uint8' } }]),
      says: 'Weight half is stored as uint8, which is not known',
    },
    { name: 'a node that is not there', model: files([full]), outputs: ['none'], says: 'The graph has no node none' },
  ])('refuses $name', ({ model, outputs = ['out'], says }) => {
    expect(() => readGraphModel(model, outputs)).toThrow(new ModelSourceError(says));
  });
});
