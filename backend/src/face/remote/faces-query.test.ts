import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AnalyseOptions } from '../engine.ts';
import { facesQuery, FacesQuery } from './faces-query.ts';

const read = (query: string) => FacesQuery.safeParse(Object.fromEntries(new URLSearchParams(query)));

describe('the query of a request for faces', () => {
  it('says all that an engine can be asked for', () => {
    const share = fc.double({ min: -10, max: 10, noNaN: true }).map((value) => value + 0);
    const region = fc.record({
      x: share,
      y: share,
      size: fc.double({ min: 0.002, max: 10, noNaN: true }),
      roll: share,
    });
    const options: fc.Arbitrary<AnalyseOptions> = fc.record(
      {
        vector: fc.constantFrom('none', 'quick', 'full'),
        iris: fc.boolean(),
        region,
        source: fc.constantFrom('camera', 'photo'),
      },
      { requiredKeys: ['vector'] },
    );
    fc.assert(
      fc.property(options, (asked) => {
        expect(read(facesQuery(asked)).data).toEqual(asked);
      }),
    );
  });

  it('asks for the mesh alone when it says nothing, and for a full vector when it says no more than vector', () => {
    expect(read('').data).toEqual({ vector: 'none' });
    expect(read('want=vector').data).toEqual({ vector: 'full' });
  });

  it.each([
    { name: 'is not a number', region: { x: NaN, y: 0, size: 1, roll: 0 } },
    { name: 'has no size', region: { x: 0.5, y: 0.5, size: 0, roll: 0 } },
  ])('leaves out a region that $name', ({ region }) => {
    expect(read(facesQuery({ vector: 'none', region })).data).toEqual({ vector: 'none' });
  });

  it.each([
    'want=everything',
    'want=mesh&vector=quick',
    'iris=yes',
    'roi=1,2,3',
    'roi=1,2,0,0',
    'roi=1,2,Infinity,0',
    'roi=1e9,2,1,0',
    'source=film',
    'user=anna',
  ])('is refused as %s', (query) => {
    expect(read(query).success).toBe(false);
  });
});
