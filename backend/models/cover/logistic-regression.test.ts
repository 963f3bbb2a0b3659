import { describe, expect, it } from 'vitest';
import { coverShare } from '../../src/face/signs/cover.ts';
import { fitLogistic, type Example } from './logistic-regression.ts';
import { seededRandom } from './random.ts';

/** Covered ones are larger in the first number; the second is chance. */
function examples(covered: number, bare: number): Example[] {
  const random = seededRandom(5);
  return Array.from({ length: covered + bare }, (_, index) => {
    const isCovered = index < covered;
    return { values: Float32Array.of((isCovered ? 30 : 10) + 8 * random(), random()), isCovered };
  });
}

describe('fitLogistic', () => {
  it('tells the covered from the bare by what sets them apart', () => {
    const learnt = fitLogistic(examples(50, 50));

    expect(coverShare(Float32Array.of(34, 0.5), learnt)).toBeGreaterThan(0.9);
    expect(coverShare(Float32Array.of(14, 0.5), learnt)).toBeLessThan(0.1);
  });

  it('counts few covered ones like many bare ones: half way between them it is unsure', () => {
    const learnt = fitLogistic(examples(10, 500));

    expect(coverShare(Float32Array.of(24, 0.5), learnt)).toBeGreaterThan(0.15);
    expect(coverShare(Float32Array.of(24, 0.5), learnt)).toBeLessThan(0.85);
  });
});
