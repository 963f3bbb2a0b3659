import { existsSync } from 'node:fs';
import path from 'node:path';

export const REPOSITORY = path.resolve(import.meta.dirname, '../..');

/** Screenshots, traces and reports of the runs. */
export const ARTEFACTS = path.join(REPOSITORY, 'e2e/artefacts');

/** The optional sibling folder with larger test data; `undefined` where it is not there. */
export function sharedFolder(): string | undefined {
  const folder = path.resolve(process.env.FACE_AUTH_SHARED ?? path.join(REPOSITORY, '../shared'));
  return existsSync(folder) ? folder : undefined;
}
