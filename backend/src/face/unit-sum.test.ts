import { describe, expect, it } from 'vitest';
import { unitSum } from './unit-sum.ts';

describe('unitSum', () => {
  it('scales a single vector to unit length', () => {
    expect([...unitSum([Float32Array.of(3, 4)])]).toEqual([Math.fround(0.6), Math.fround(0.8)]);
  });

  it('weighs vectors alike however long they are', () => {
    const [x = NaN, y = NaN] = unitSum([Float32Array.of(100, 0), Float32Array.of(0, 1)]);

    expect(x).toBeCloseTo(Math.SQRT1_2);
    expect(y).toBeCloseTo(Math.SQRT1_2);
  });
});
