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
  /** Photos of a group. */
  readonly size: number;
  /** Indices of the photos of each group among those of its person, `size` for each. */
  readonly photos: Uint32Array;
}

/**
 * The sets of photos of one person that templates, or probes, are made of: photo r and the next ones, and photo r and every other one
 * after it, for every r, as if the photos lay in a ring. So each photo counts equally often, there are about twice as many sets as
 * photos, and of up to five photos these are all sets there are.
 *
 * @returns Indices of photos; a set is there once. None when there are fewer photos than a set takes.
 */
export function photoSets(photos: number, size: number): number[][] {
  if (photos < size) return [];
  const sets = new Map<string, number[]>();
  for (const stride of [1, 2]) {
    for (let first = 0; first < photos; first++) {
      const set = Array.from({ length: size }, (_, index) => (first + stride * index) % photos);
      if (new Set(set).size < size) continue;
      const key = set.toSorted((one, other) => one - other).join();
      if (!sets.has(key)) sets.set(key, set);
    }
  }
  return [...sets.values()];
}

/** The templates of all sets of `enrolled` photos, rounded to bytes as they are stored. */
export function templatesOf(people: readonly PersonVectors[], enrolled: number): Groups {
  return groupsOf(people, enrolled, (vectors) => templateVector(makeTemplate(vectors, '')));
}

/** The probes of all sets of `shown` photos. */
export function probesOf(people: readonly PersonVectors[], shown: number): Groups {
  return groupsOf(people, shown, probeVector);
}

function groupsOf(
  people: readonly PersonVectors[],
  size: number,
  merge: (vectors: readonly Float32Array[]) => Float32Array,
): Groups {
  const groups = people.flatMap(({ vectors }, person) =>
    photoSets(vectors.length, size).map((photos) => ({ person, photos })),
  );
  const length = people.find(({ vectors }) => vectors.length > 0)?.vectors[0]?.length ?? 0;
  const values = new Float32Array(groups.length * length);
  groups.forEach(({ person, photos }, group) => {
    const vectors = people[person]?.vectors ?? [];
    values.set(merge(photos.map((photo) => vectors[photo] ?? new Float32Array(length))), group * length);
  });
  return {
    count: groups.length,
    length,
    values,
    person: Uint32Array.from(groups, ({ person }) => person),
    size,
    photos: Uint32Array.from(groups.flatMap(({ photos }) => photos)),
  };
}
