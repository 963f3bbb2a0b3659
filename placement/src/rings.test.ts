import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ringsOf } from './rings.ts';

const sites = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ id: `c-${index + 1}`, name: `site-${index + 1}` }));
const byDefault = [
  { name: 'canary', share: 1 },
  { name: 'early', share: '10%' },
  { name: 'rest', share: 'rest' as const },
];
const sizes = (count: number) =>
  ringsOf(sites(count), byDefault).map(({ name, clusters }) => `${name} ${clusters.length}`);

describe('ringsOf', () => {
  it.each([
    { count: 1, rings: ['canary 1'] },
    { count: 2, rings: ['canary 1', 'early 1'] },
    { count: 10, rings: ['canary 1', 'early 1', 'rest 8'] },
    { count: 11, rings: ['canary 1', 'early 2', 'rest 8'] },
    { count: 0, rings: [] },
  ])('deals $count clusters out to $rings, the percentage rounded up', ({ count, rings }) => {
    expect(sizes(count)).toEqual(rings);
  });

  it('puts named clusters into their ring, and the others after them by the order of the plan', () => {
    const rings = ringsOf(sites(4), [
      { name: 'canary', share: 2, clusters: ['site-3'] },
      { name: 'rest', share: 'rest', clusters: ['c-1'] },
    ]);

    expect(rings).toEqual([
      { name: 'canary', clusters: ['c-2', 'c-3'] },
      { name: 'rest', clusters: ['c-1', 'c-4'] },
    ]);
  });

  it('lets a ring name more clusters than its share', () => {
    const [canary] = ringsOf(sites(3), [
      { name: 'canary', share: 1, clusters: ['site-2', 'site-3'] },
      { name: 'rest', share: 'rest' },
    ]);

    expect(canary?.clusters).toEqual(['c-2', 'c-3']);
  });

  it('gives what is left to the last ring, whatever its share', () => {
    expect(ringsOf(sites(3), [{ name: 'only', share: 1 }])).toEqual([
      { name: 'only', clusters: ['c-1', 'c-2', 'c-3'] },
    ]);
  });

  it('puts every cluster into exactly one ring', () => {
    const anyWishes = fc
      .array(fc.oneof(fc.integer({ min: 1, max: 4 }), fc.constantFrom('10%', '50%', '100%')), { maxLength: 3 })
      .map((shares) => [
        ...shares.map((share, index) => ({ name: `r-${index}`, share })),
        { name: 'last', share: 'rest' as const },
      ]);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 12 }), anyWishes, (count, wishes) => {
        const dealt = ringsOf(sites(count), wishes).flatMap(({ clusters }) => clusters);

        expect([...dealt].sort()).toEqual(
          sites(count)
            .map(({ id }) => id)
            .sort(),
        );
      }),
    );
  });
});
