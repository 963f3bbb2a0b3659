import { describe, expect, it } from 'vitest';
import { attributes, constant, convertAndRun, graphOf, integers } from '../testing.ts';

const range = (length: number, from = 0): number[] => Array.from({ length }, (_, index) => index + from);
const rounded = (values: readonly number[]): number[] => values.map((value) => Math.round(value * 1e5) / 1e5);

/** A picture of 2 channels of 2×2, and one of a single channel of 4×4 with the numbers of its places. */
const TWO = { shape: [2, 2, 2], picture: [1, -2, 3, -4, 10, -20, 30, -40] };
const GRID = { shape: [1, 4, 4], picture: range(16) };

describe('converted operations', () => {
  it.each([
    { op: 'Relu', formula: (x: number) => Math.max(x, 0) },
    { op: 'Sigmoid', formula: (x: number) => 1 / (1 + Math.exp(-x)) },
    { op: 'Identity', formula: (x: number) => x },
    { op: 'Square', formula: (x: number) => x * x },
  ])('$op computes its formula', async ({ op, formula }) => {
    const y = await convertAndRun(graphOf({}, { op, inputs: ['x'] }), TWO.shape, TWO.picture);

    expect(rounded(y)).toEqual(rounded(TWO.picture.map(formula)));
  });

  it('Rsqrt is one by the root', async () => {
    const y = await convertAndRun(graphOf({}, { op: 'Rsqrt', inputs: ['x'] }), [1, 1, 2], [4, 16]);

    expect(y).toEqual([0.5, 0.25]);
  });

  it.each([
    { op: 'AddV2', expected: [2, 4, 6] },
    { op: 'Mul', expected: [1, 4, 9] },
  ])('$op takes two values', async ({ op, expected }) => {
    expect(await convertAndRun(graphOf({}, { op, inputs: ['x', 'x'] }), [1, 1, 3], [1, 2, 3])).toEqual(expected);
  });

  it('Maximum takes the larger of value and constant', async () => {
    const graph = graphOf({ limit: constant([], [2]) }, { op: 'Maximum', inputs: ['x', 'limit'] });

    expect(await convertAndRun(graph, [1, 1, 3], [1, 2, 3])).toEqual([2, 2, 3]);
  });

  it('Prelu has a slope for each channel, also one above 1', async () => {
    const graph = graphOf({ slope: constant([1, 1, 2], [-0.5, 3]) }, { op: 'Prelu', inputs: ['x', 'slope'] });

    expect(rounded(await convertAndRun(graph, TWO.shape, TWO.picture))).toEqual([1, 1, 3, 2, 10, -60, 30, -120]);
  });

  it('Pad adds channels of zeros at the end', async () => {
    const graph = graphOf({ by: integers(0, 0, 0, 0, 0, 0, 0, 1) }, { op: 'Pad', inputs: ['x', 'by'] });

    expect(await convertAndRun(graph, TWO.shape, TWO.picture)).toEqual([...TWO.picture, 0, 0, 0, 0]);
  });

  it('ConcatV2 lays channels one after the other', async () => {
    const graph = graphOf({ axis: integers(3) }, { op: 'ConcatV2', inputs: ['x', 'x', 'axis'] });

    expect(await convertAndRun(graph, TWO.shape, TWO.picture)).toEqual([...TWO.picture, ...TWO.picture]);
  });

  it('Reshape counts a picture through with its channels last, as tfjs does', async () => {
    const graph = graphOf({ to: integers(1, 8) }, { op: 'Reshape', inputs: ['x', 'to'] });

    expect(await convertAndRun(graph, TWO.shape, TWO.picture)).toEqual([1, 10, -2, -20, 3, 30, -4, -40]);
  });

  it('Squeeze, Square, Sum, Maximum, Rsqrt and Mul bring a vector to unit length', async () => {
    const graph = graphOf(
      { axis: integers(1), least: constant([], [1e-10]) },
      { name: 'vector', op: 'Squeeze', inputs: ['x'] },
      { name: 'squares', op: 'Square', inputs: ['vector'] },
      { name: 'sum', op: 'Sum', inputs: ['squares', 'axis'] },
      { name: 'limited', op: 'Maximum', inputs: ['sum', 'least'] },
      { name: 'factor', op: 'Rsqrt', inputs: ['limited'] },
      { op: 'Mul', inputs: ['vector', 'factor'] },
    );

    expect(rounded(await convertAndRun(graph, [2, 1, 1], [3, -4]))).toEqual([0.6, -0.8]);
  });

  it.each([
    { padding: 'VALID', expected: [5, 7, 13, 15] },
    { padding: 'SAME', expected: [5, 7, 13, 15] },
  ])('MaxPool takes the largest of each window with padding $padding', async ({ padding, expected }) => {
    const attr = attributes({ ksize: [1, 2, 2, 1], strides: [1, 2, 2, 1], padding });
    const graph = graphOf({}, { op: 'MaxPool', inputs: ['x'], attributes: attr });

    expect(await convertAndRun(graph, GRID.shape, GRID.picture)).toEqual(expected);
  });
});

describe('converted convolutions', () => {
  /** Of height 1 and width 2, two channels in, three out: [width][in][out]. */
  const filter = constant([1, 2, 2, 3], range(12, 1));
  const strides = [1, 1, 1, 1];

  it('multiply and add over window and channels', async () => {
    const graph = graphOf(
      { filter },
      { op: '_FusedConv2D', inputs: ['x', 'filter'], attributes: attributes({ strides, padding: 'VALID' }) },
    );
    const [a, b, c, d] = [1, -2, 10, -20]; // the upper row: two pixels of channel 0, two of channel 1
    const upper = [0, 1, 2].map((out) => a * (1 + out) + c * (4 + out) + b * (7 + out) + d * (10 + out));
    const lower = [0, 1, 2].map((out) => 3 * (1 + out) + 30 * (4 + out) - 4 * (7 + out) - 40 * (10 + out));

    const y = await convertAndRun(graph, TWO.shape, TWO.picture);
    expect(y).toEqual([0, 1, 2].flatMap((out) => [upper[out], lower[out]]));
  });

  it('keep rows and columns of the window apart', async () => {
    const graph = graphOf(
      { filter: constant([2, 2, 1, 1], [1, 100, 1e4, 1e6]) },
      { op: '_FusedConv2D', inputs: ['x', 'filter'], attributes: attributes({ strides, padding: 'VALID' }) },
    );

    expect(await convertAndRun(graph, [1, 2, 2], [1, 2, 3, 4])).toEqual([4_030_201]);
  });

  it.each([
    { activation: [], expected: [-6, 6] },
    { activation: ['Relu'], expected: [0, 6] },
    { activation: ['Prelu'], expected: [-3, 6] },
  ])('add the bias before activation $activation', async ({ activation, expected }) => {
    const attr = attributes({ strides, padding: 'VALID', fused_ops: ['BiasAdd', ...activation] });
    const graph = graphOf(
      { filter: constant([1, 1, 1, 1], [2]), bias: constant([1], [-4]), slope: constant([1, 1, 1], [0.5]) },
      { op: '_FusedConv2D', inputs: ['x', 'filter', 'bias', 'slope'], attributes: attr },
    );

    expect(await convertAndRun(graph, [1, 1, 2], [-1, 5])).toEqual(expected);
  });

  it('pad an even picture at its end where the stride is 2, as tfjs does', async () => {
    const attr = attributes({ strides: [1, 2, 2, 1], padding: 'SAME' });
    const graph = graphOf(
      { filter: constant([3, 3, 1, 1], [1, 0, 0, 0, 0, 0, 0, 0, 100]) },
      { op: 'DepthwiseConv2dNative', inputs: ['x', 'filter'], attributes: attr },
    );

    // Place by place upper left + 100 × lower right of the window, whose rows and columns past the end are 0.
    expect(await convertAndRun(graph, GRID.shape, GRID.picture)).toEqual([0 + 1000, 2, 8, 10]);
  });

  it('work on each channel for itself when they are depthwise', async () => {
    const graph = graphOf(
      { filter: constant([1, 1, 2, 1], [2, 3]), bias: constant([2], [0, 1]) },
      {
        op: 'FusedDepthwiseConv2dNative',
        inputs: ['x', 'filter', 'bias'],
        attributes: attributes({ strides, padding: 'SAME', fused_ops: ['BiasAdd'] }),
      },
    );

    expect(await convertAndRun(graph, TWO.shape, TWO.picture)).toEqual([2, -4, 6, -8, 31, -59, 91, -119]);
  });
});

describe('what cannot be converted', () => {
  it.each([
    {
      name: 'an operation',
      graph: graphOf({}, { op: 'FFT', inputs: ['x'] }),
      says: 'Operation FFT of op0 cannot be converted',
    },
    {
      name: 'an activation',
      graph: graphOf(
        { filter: constant([1, 1, 2, 1], [1, 1]) },
        { op: '_FusedConv2D', inputs: ['x', 'filter'], attributes: attributes({ fused_ops: ['Elu'] }) },
      ),
      says: 'Activation Elu of op0 cannot be converted',
    },
    {
      name: 'a padding of rows',
      graph: graphOf({ by: integers(0, 0, 1, 1, 0, 0, 0, 0) }, { op: 'Pad', inputs: ['x', 'by'] }),
      says: 'op0 pads more than the end of the channels, which cannot be converted',
    },
    {
      name: 'a depthwise convolution that makes channels',
      graph: graphOf({ f: constant([1, 1, 2, 2], [1, 1, 1, 1]) }, { op: 'DepthwiseConv2dNative', inputs: ['x', 'f'] }),
      says: 'op0 makes more channels, which cannot be converted',
    },
    {
      name: 'a constant that is not there',
      graph: graphOf({}, { op: 'Prelu', inputs: ['x', 'slope'] }),
      says: 'The graph reads slope where it has nothing of that name',
    },
  ])('is refused: $name', async ({ graph, says }) => {
    await expect(convertAndRun(graph, TWO.shape, TWO.picture)).rejects.toThrow(says);
  });
});
