import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { root } from './paths.mjs';

/** Put into folders of sources by tools, not sources. */
const NO_SOURCES = ['node_modules', '.shell'];

function* filesBelow(place) {
  if (statSync(place).isFile()) yield place;
  else {
    const names = readdirSync(place).filter((name) => !NO_SOURCES.includes(name));
    for (const name of names.sort()) yield* filesBelow(path.join(place, name));
  }
}

/** SHA-256 over names and contents of all files below the given places (relative to the root). */
export function fingerprint(places) {
  const hash = createHash('sha256');
  for (const place of places) {
    for (const file of filesBelow(path.join(root, place))) {
      hash.update(path.relative(root, file)).update('\0').update(readFileSync(file)).update('\0');
    }
  }
  return hash.digest('hex');
}

/**
 * Runs `build` unless `stamp` says that its result was made from the same sources.
 * @param {{ sources: readonly string[], stamp: string, result?: string, build: () => Promise<void> }} options
 *   paths relative to the root; `result`: a file that must be there when the stamp is no part of the result
 */
export async function buildWhenChanged({ sources, stamp, result = stamp, build }) {
  const file = path.join(root, stamp);
  const wanted = fingerprint(sources);
  const isBuilt = existsSync(file) && existsSync(path.join(root, result));
  if (isBuilt && readFileSync(file, 'utf8') === wanted) return;
  await build();
  writeFileSync(file, wanted);
}
