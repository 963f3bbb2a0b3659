import { describe, expect, it } from 'vitest';
import { attributes, constant, convertAndRun, graphOf } from '../testing.ts';
import { foldSlopes } from './fold-slopes.ts';

const attr = attributes({ strides: [1, 1, 1, 1], padding: 'VALID' });
/** No number of it fits into 16 bits. */
const FILTER = [1.1, 2.2, 3.3, 11.1, 22.2, 33.3];
const graph = (slopes: readonly number[], ...more: { name: string; op: string; inputs: string[] }[]) =>
  graphOf(
    { slope: constant([2], slopes), filter: constant([1, 1, 2, 3], FILTER) },
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
    { x: [1, 10], prelu: [1, 10] },
    { x: [-1, 10], prelu: [-0.25, 10] },
    { x: [-1, -10], prelu: [-0.25, -30] },
  ])(
    'changes no result for $x, whether slopes are above or below 1',
    async ({ x, prelu: [first = NaN, second = NaN] }) => {
      const y = await convertAndRun(graph([0.25, 3]), [2, 1, 1], x);

      [0, 1, 2].forEach((out) => {
        expect(y[out]).toBeCloseTo(first * (FILTER[out] ?? NaN) + second * (FILTER[3 + out] ?? NaN), 3);
      });
    },
  );

  it.each([
    { name: 'whose slopes are next to 1', model: graph([0.25, 1.0001]) },
    {
      name: 'that something else reads as well',
      model: graph([0.25, 3], { name: 'other', op: '_FusedConv2D', inputs: ['prelu', 'filter'] }),
    },
    {
      name: 'before a filter stored in 16 bits',
      model: {
        ...graph([0.25, 3]),
        constants: new Map([...graph([0.25, 3]).constants, ['filter', constant([1, 1, 2, 3], [1, 2, 3, 4, 5, 6])]]),
      },
    },
    { name: 'that is an output', model: { ...graph([0.25, 3]), outputs: ['prelu', 'sum'] } },
  ])('leaves a PReLU $name', ({ model }) => {
    expect(operations(model)).toContain('Prelu');
  });
});
