import { makeTemplate, probeVector, templateVector } from '../face/template/template.ts';
import type { PersonVectors } from './acquire-vectors.ts';

/** Templates, or probes, of many people: unit vectors in one block of memory. */
export interface Groups {
  readonly count: number;
  /** Numbers of a vector. */
  readonly length: number;
  /** `count` vectors, one after the other. */
  readonly values: Float32Array;
  /** Index of the person of each group. */
  readonly person: Uint32Array;
  /** Index of the first photo of each group among the photos of its person. */
  readonly first: Uint32Array;
}

/**
 * The windows into a person's photos, in a ring: photo r and the ones that follow, for every r. So each photo counts equally often,
 * and there are as many windows as photos, however many photos a window takes.
 *
 * @returns Indices of photos; one window when it takes all photos, none when there are fewer.
 */
export function windowsOf(photos: number, size: number): number[][] {
  if (photos < size) return [];
  const count = photos === size ? 1 : photos;
  return Array.from({ length: count }, (_, first) => Array.from({ length: size }, (__, i) => (first + i) % photos));
}

/** Whether two windows of the same person have no photo in common. */
export function areDisjoint(
  a: { first: number; size: number },
  b: { first: number; size: number },
  photos: number,
): boolean {
  const ahead = (b.first - a.first + photos) % photos;
  const behind = (a.first - b.first + photos) % photos;
  return ahead >= a.size && behind >= b.size;
}

/** The templates of all windows of `enrolled` photos, rounded to bytes as they are stored. */
export function templatesOf(people: readonly PersonVectors[], enrolled: number): Groups {
  return groupsOf(people, enrolled, (vectors) => templateVector(makeTemplate(vectors, '')));
}

/** The probes of all windows of `shown` photos. */
export function probesOf(people: readonly PersonVectors[], shown: number): Groups {
  return groupsOf(people, shown, probeVector);
}

function groupsOf(
  people: readonly PersonVectors[],
  size: number,
  merge: (vectors: readonly Float32Array[]) => Float32Array,
): Groups {
  const windows = people.flatMap(({ vectors }, person) =>
    windowsOf(vectors.length, size).map((window) => ({ person, window })),
  );
  const length = people.find(({ vectors }) => vectors.length > 0)?.vectors[0]?.length ?? 0;
  const values = new Float32Array(windows.length * length);
  windows.forEach(({ person, window }, group) => {
    const vectors = people[person]?.vectors ?? [];
    values.set(merge(window.map((photo) => vectors[photo] ?? new Float32Array(length))), group * length);
  });
  return {
    count: windows.length,
    length,
    values,
    person: Uint32Array.from(windows, ({ person }) => person),
    first: Uint32Array.from(windows, ({ window }) => window[0] ?? 0),
  };
}
