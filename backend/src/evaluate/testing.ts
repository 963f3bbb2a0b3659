/** For tests: made-up people whose photos are as alike as wanted. */
import type { PersonVectors } from './acquire-vectors.ts';
import { seededRandom } from './resample.ts';

export interface MadeUpOptions {
  /** Photos of each person. */
  readonly photos: readonly number[];
  /** How much the photos of a person differ: 0 not at all, 1 as much as people do. */
  readonly noise?: number;
  readonly length?: number;
  readonly seed?: number;
}

/** People with vectors of unit length around a random direction of their own. */
export function madeUpPeople({ photos, noise = 0.5, length = 32, seed = 7 }: MadeUpOptions): PersonVectors[] {
  const random = seededRandom(seed);
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  return photos.map((count, index) => {
    const own = Float32Array.from({ length }, normal);
    const vectors = Array.from({ length: count }, () => unit(own.map((value) => value + noise * normal())));
    return { name: `person-${index}`, vectors };
  });
}

function unit(vector: Float32Array): Float32Array {
  const norm = Math.hypot(...vector);
  return vector.map((value) => value / norm);
}
