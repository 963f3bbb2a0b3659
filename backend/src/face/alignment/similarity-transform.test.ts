import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FivePoints } from './five-points.ts';
import { similarityTransform, TEMPLATE_POINTS } from './similarity-transform.ts';

describe('similarityTransform', () => {
  it('finds scale, turn and shift of any face that looks like the template', () => {
    const range = (min: number, max: number) => fc.double({ min, max, noNaN: true });
    fc.assert(
      fc.property(range(-4, 4), range(0.2, 4), range(-500, 500), range(-500, 500), (a, b, tx, ty) => {
        const points = TEMPLATE_POINTS.map(([x, y]) => [
          a * x - b * y + tx,
          b * x + a * y + ty,
        ]) as unknown as FivePoints;
        const found = similarityTransform(points);

        expect(found.a).toBeCloseTo(a, 6);
        expect(found.b).toBeCloseTo(b, 6);
        expect(found.tx).toBeCloseTo(tx, 3);
        expect(found.ty).toBeCloseTo(ty, 3);
      }),
    );
  });
});
