import { readFile } from 'node:fs/promises';
import { ERRORS, FaceAuthError } from '../errors.ts';
import type { Box, FaceEngine } from '../face/engine.ts';
import { chooseFace } from './choose-face.ts';
import type { PersonPhotos } from './list-photos.ts';

/** The usable photos of one person. */
export interface PersonVectors {
  readonly name: string;
  /** In the order of the photos' names. */
  readonly vectors: readonly Float32Array[];
}

/** Photos that gave no vector for one and the same reason. */
export interface Failures {
  readonly reason: string;
  readonly count: number;
  /** Paths of the first few. */
  readonly examples: readonly string[];
}

export interface AcquiredVectors {
  /** All people, also those without a usable photo. */
  readonly people: readonly PersonVectors[];
  readonly photos: number;
  /** Most frequent first. */
  readonly failures: readonly Failures[];
  /** Wall-clock time by the number of photos, ms. */
  readonly msPerPhoto: number;
}

export interface AcquireOptions {
  readonly engine: Pick<FaceEngine, 'analyse'>;
  readonly people: readonly PersonPhotos[];
  /** Photos in work at the same time; one more than the engine has workers keeps them all busy. */
  readonly atOnce: number;
  /** Milliseconds of a clock that never goes back. */
  readonly now: () => number;
  readonly onProgress: (done: number, of: number) => void;
}

const EXAMPLES = 3;

/**
 * Gets a vector out of each photo. A photo that gives none is a failure to acquire: it is counted, and left out.
 * Pictures are let go at once, so that memory grows by the vectors only.
 */
export async function acquireVectors({
  engine,
  people,
  atOnce,
  now,
  onProgress,
}: AcquireOptions): Promise<AcquiredVectors> {
  const tasks = people.flatMap(({ photos }, person) => photos.map((path, index) => ({ path, person, index })));
  const vectors = people.map(({ photos }) => Array<Float32Array | undefined>(photos.length));
  const failures = new Map<string, { count: number; examples: string[] }>();
  const startedAt = now();

  let next = 0;
  let done = 0;
  const work = async (): Promise<void> => {
    for (let task = tasks[next++]; task !== undefined; task = tasks[next++]) {
      const { path, person, index } = task;
      const result = await acquire(engine, path);
      if (typeof result === 'string') {
        const { count, examples } = failures.get(result) ?? { count: 0, examples: [] };
        failures.set(result, { count: count + 1, examples: [...examples, path].slice(0, EXAMPLES) });
      } else (vectors[person] ?? [])[index] = result;
      done += 1;
      onProgress(done, tasks.length);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));

  return {
    people: people.map(({ name }, index) => ({ name, vectors: (vectors[index] ?? []).filter((v) => v !== undefined) })),
    photos: tasks.length,
    failures: [...failures].map(([reason, rest]) => ({ reason, ...rest })).sort((a, b) => b.count - a.count),
    msPerPhoto: (now() - startedAt) / tasks.length,
  };
}

/** @returns The vector, or why there is none. */
async function acquire(engine: Pick<FaceEngine, 'analyse'>, path: string): Promise<Float32Array | string> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(path);
  } catch {
    return 'The file cannot be opened';
  }
  if (bytes.length === 0) return 'The file is empty';
  try {
    const facts = await engine.analyse(bytes, { vector: 'full', source: 'photo' });
    const face = chooseFace(facts);
    if (face === undefined) return 'No face was found';
    if (face.vector !== undefined) return face.vector;
    // An engine gives the vector of the largest face; where another is meant, it is told where to look.
    const again = await engine.analyse(bytes, { vector: 'full', source: 'photo', region: face.region });
    const [found] = again.faces;
    return found?.vector !== undefined && holdsMiddle(found.box, face.box) ? found.vector : 'No face was found';
  } catch (error) {
    if (!(error instanceof FaceAuthError)) throw error;
    // What comes behind the semicolon is for who sends pictures to the service, but this one is about photos.
    const { title } = ERRORS[error.code];
    return error.code === 'picture-invalid' ? title : title.replace(/;.*/, '');
  }
}

/** Whether the middle of a face lies in a box. */
function holdsMiddle(box: Box, face: Box): boolean {
  const [x, y] = [face.x + face.width / 2, face.y + face.height / 2];
  return x >= box.x && x <= box.x + box.width && y >= box.y && y <= box.y + box.height;
}
