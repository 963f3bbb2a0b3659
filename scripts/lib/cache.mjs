import { mkdir, mkdtemp, rename, rm, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';

/**
 * Where downloaded and unpacked tools, prepared videos and the like are kept between runs:
 * `FACE_AUTH_CACHE`, else `$XDG_CACHE_HOME/face-auth`, else `~/.cache/face-auth`.
 *
 * @param {Readonly<Record<string, string | undefined>>} [env]
 * @returns {string}
 */
export function cacheFolder(env = process.env) {
  if (env.FACE_AUTH_CACHE) return path.resolve(env.FACE_AUTH_CACHE);
  return path.join(env.XDG_CACHE_HOME || path.join(homedir(), '.cache'), 'face-auth');
}

/**
 * @param {string} file
 * @returns {Promise<boolean>}
 */
export async function exists(file) {
  return stat(file).then(
    () => true,
    () => false,
  );
}

/**
 * The folder `name` of the cache, made once: `fill` works in a folder beside it, which gets the name only when it is
 * whole. Several processes may do this at the same time, the first one to finish wins; a failure leaves nothing behind.
 *
 * @param {string} name One path segment; holds whatever makes the content different, such as a version.
 * @param {(folder: string) => Promise<void>} fill
 * @param {string} [cache]
 * @returns {Promise<string>} The whole folder's path.
 */
export async function cachedFolder(name, fill, cache = cacheFolder()) {
  const folder = path.join(cache, name);
  if (await exists(folder)) return folder;

  await mkdir(cache, { recursive: true });
  const work = await mkdtemp(path.join(cache, `.${name}-`));
  try {
    await fill(work);
    await rename(work, folder);
  } catch (error) {
    await rm(work, { recursive: true, force: true });
    if (!isTaken(error)) throw error;
  }
  return folder;
}

/** @param {unknown} error */
function isTaken(error) {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return code === 'ENOTEMPTY' || code === 'EEXIST';
}
