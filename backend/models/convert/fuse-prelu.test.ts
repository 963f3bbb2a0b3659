import { describe, expect, it } from 'vitest';
import { constant, convertAndRun, graphOf } from '../testing.ts';
import { fusePrelu } from './fuse-prelu.ts';

const parts = (absOf = 'x') =>
  graphOf(
    { c: constant([2], [0.25, -1]) },
    { name: 'relu', op: 'Relu', inputs: ['x'] },
    { name: 'abs', op: 'Abs', inputs: [absOf] },
    { name: 'sub', op: 'Sub', inputs: ['x', 'abs'] },
    { name: 'mul', op: 'Mul', inputs: ['sub', 'c'] },
    { name: 'sum', op: 'Add', inputs: ['relu', 'mul'] },
  );

describe('fusePrelu', () => {
  it('leaves one operation of five', () => {
    expect(fusePrelu(parts()).operations.map(({ name, op }) => [name, op])).toEqual([
      ['x', 'Placeholder'],
      ['sum', 'Prelu'],
    ]);
  });

  it('computes relu(x) + c·(x − |x|)', async () => {
    const x = [2, -2, 3, -3];

    expect(await convertAndRun(parts(), [2, 1, 2], x)).toEqual([2, -1, 3, 6]);
  });

  it('leaves a sum alone that only looks like it', () => {
    const model = parts('relu');

    expect(fusePrelu(model)).toEqual(model);
  });
});
