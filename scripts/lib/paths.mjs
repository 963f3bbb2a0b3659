import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's root folder. */
export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', '..');

/** The Node 24 that the npm package `node` brings, whatever Node runs this script. */
export const node24 = path.join(
  root,
  'node_modules',
  'node',
  'bin',
  process.platform === 'win32' ? 'node.exe' : 'node',
);

/** The optional folder with larger test data beside the repository; `undefined` where there is none. */
export function sharedFolder() {
  const folder = process.env.FACE_AUTH_SHARED ?? path.join(root, '..', 'shared');
  return existsSync(folder) ? path.resolve(folder) : undefined;
}
