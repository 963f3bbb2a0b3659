import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { prepareModels } from '../../models/prepare-models.ts';

/** Where tests find the prepared models. */
export const MODELS_DIR = fileURLToPath(new URL('../../models/build', import.meta.url));

/** Folder with more test data beside the repository, which a clone need not have; `FACE_AUTH_SHARED` names another. */
export const SHARED_DIR = process.env.FACE_AUTH_SHARED ?? fileURLToPath(new URL('../../../../shared', import.meta.url));

export const hasShared = existsSync(SHARED_DIR);

/** Prepares the models for a test, which takes a moment the first time. */
export async function preparedModels(): Promise<string> {
  await (preparation ??= prepareModels(MODELS_DIR, () => undefined));
  return MODELS_DIR;
}

let preparation: Promise<void> | undefined;

/** A test face: `person-a-1`, `-2` and `-3` show one man, `person-b-1` and `person-c-1` two others. */
export async function packagedFace(name: string): Promise<Uint8Array> {
  return readFile(join(await preparedModels(), `faces/${name}.jpg`));
}

/** The cosine of two vectors of unit length. */
export function cosine(one: Float32Array, other: ArrayLike<number>): number {
  return one.reduce((sum, value, index) => sum + value * (other[index] ?? NaN), 0);
}
