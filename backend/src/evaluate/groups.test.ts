import { describe, expect, it } from 'vitest';
import { photoSets, probesOf, templatesOf } from './groups.ts';
import { madeUpPeople } from './testing.ts';

const sorted = (sets: number[][]) => sets.map((set) => set.toSorted((a, b) => a - b).join('')).sort();

describe('photoSets', () => {
  it.each([
    { photos: 5, size: 1, count: 5 },
    { photos: 5, size: 2, count: 10 },
    { photos: 5, size: 3, count: 10 },
    { photos: 5, size: 4, count: 5 },
    { photos: 5, size: 5, count: 1 },
    { photos: 4, size: 2, count: 6 },
    { photos: 3, size: 3, count: 1 },
    { photos: 2, size: 3, count: 0 },
    { photos: 0, size: 1, count: 0 },
  ])('are all $count sets of $size out of $photos photos', ({ photos, size, count }) => {
    const sets = sorted(photoSets(photos, size));
    expect(sets).toHaveLength(count);
    expect(new Set(sets).size).toBe(count);
  });

  it('grow no faster than the photos', () => {
    expect(photoSets(530, 3)).toHaveLength(2 * 530);
  });

  it('count each photo equally often', () => {
    for (const [photos, size] of [
      [7, 3],
      [12, 5],
      [6, 2],
    ] as const) {
      const times = Array<number>(photos).fill(0);
      for (const photo of photoSets(photos, size).flat()) times[photo] = (times[photo] ?? 0) + 1;
      expect(new Set(times).size).toBe(1);
    }
  });

  it('take a photo once', () => {
    for (const set of photoSets(6, 4)) expect(new Set(set).size).toBe(4);
  });
});

describe('templatesOf and probesOf', () => {
  const people = madeUpPeople({ photos: [4, 1, 0, 3] });

  it('leave out people with too few photos, and know whose the others are', () => {
    expect([...templatesOf(people, 3).person]).toEqual([0, 0, 0, 0, 3]);
    expect([...probesOf(people, 1).person]).toEqual([0, 0, 0, 0, 1, 3, 3, 3]);
  });

  it('are unit vectors', () => {
    for (const groups of [templatesOf(people, 2), probesOf(people, 2)]) {
      for (let group = 0; group < groups.count; group++) {
        const vector = groups.values.subarray(group * groups.length, (group + 1) * groups.length);
        expect(Math.hypot(...vector)).toBeCloseTo(1, 5);
      }
    }
  });
});
