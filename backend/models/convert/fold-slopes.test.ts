import { describe, expect, it } from 'vitest';
import { attributes, constant, convertAndRun, graphOf } from '../testing.ts';
import { foldSlopes } from './fold-slopes.ts';

const attr = attributes({ strides: [1, 1, 1, 1], padding: 'VALID' });
const graph = (slopes: readonly number[], ...more: { name: string; op: string; inputs: string[] }[]) =>
  graphOf(
    { slope: constant([2], slopes), filter: constant([1, 1, 2, 3], [1, 2, 3, 10, 20, 30]) },
    { name: 'prelu', op: 'Prelu', inputs: ['x', 'slope'] },
    ...more,
    { name: 'sum', op: '_FusedConv2D', inputs: ['prelu', 'filter'], attributes: attr },
  );
const operations = (model: ReturnType<typeof graph>) => foldSlopes(model).operations.map(({ op }) => op);

describe('foldSlopes', () => {
  it('turns a PReLU before a convolution into one multiplication', () => {
    expect(operations(graph([0.25, 3]))).toEqual(['Placeholder', 'ReluPlus', '_FusedConv2D']);
  });

  it.each([
    { x: [1, 10], expected: [101, 202, 303] },
    { x: [-1, 10], expected: [99.75, 199.5, 299.25] },
    { x: [-1, -10], expected: [-300.25, -600.5, -900.75] },
  ])('changes no result for $x, whether slopes are above or below 1', async ({ x, expected }) => {
    const y = await convertAndRun(graph([0.25, 3]), [2, 1, 1], x);

    y.forEach((value, index) => expect(value).toBeCloseTo(expected[index] ?? NaN, 3));
  });

  it.each([
    { name: 'whose slopes are next to 1', model: graph([0.25, 1.0001]) },
    {
      name: 'that something else reads as well',
      model: graph([0.25, 3], { name: 'relu', op: 'Relu', inputs: ['prelu'] }),
    },
    { name: 'that is an output', model: { ...graph([0.25, 3]), outputs: ['prelu', 'sum'] } },
  ])('leaves a PReLU $name', ({ model }) => {
    expect(operations(model)).toContain('Prelu');
  });
});
