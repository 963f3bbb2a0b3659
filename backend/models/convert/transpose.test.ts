import { describe, expect, it } from 'vitest';
import { constant } from '../testing.ts';
import { transpose } from './transpose.ts';

describe('transpose', () => {
  it('turns rows into columns', () => {
    expect(transpose(constant([2, 3], [1, 2, 3, 4, 5, 6]), [1, 0])).toEqual(Float32Array.of(1, 4, 2, 5, 3, 6));
  });

  it('moves the last axis of a filter to the front', () => {
    const filter = constant([1, 2, 2, 2], [111, 112, 121, 122, 211, 212, 221, 222]);

    expect(transpose(filter, [3, 2, 0, 1])).toEqual(Float32Array.of(111, 211, 121, 221, 112, 212, 122, 222));
  });
});
