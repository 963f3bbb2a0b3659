import { describe, expect, it } from 'vitest';
import { nearest } from './nearest.ts';

const names = ['edge-1', 'edge-2', 'cloud-main', 'shop-berlin'];

describe('nearest', () => {
  it.each([
    { typed: 'shop-berln', meant: 'shop-berlin' },
    { typed: 'colud-main', meant: 'cloud-main' },
    { typed: 'Cloud-Main', meant: 'cloud-main' },
    { typed: 'edge-3', meant: 'edge-1' },
  ])('takes $typed for $meant', ({ typed, meant }) => {
    expect(nearest(typed, names)).toBe(meant);
  });

  it('has no idea where more than a third is different', () => {
    expect(nearest('factory', names)).toBeUndefined();
  });

  it('gives the same answer in any order', () => {
    expect(nearest('edge-3', ['edge-2', 'edge-1'])).toBe('edge-1');
  });
});
