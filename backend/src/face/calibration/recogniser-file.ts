import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { FaceAuthError } from '../../errors.ts';
import type { RecogniserFile } from '../start-engine.ts';

/** With the hash an id has at most 53 characters; a template keeps it in at most 255 bytes. */
const MOST_OF_NAME = 40;
const HASH_DIGITS = 12;

/**
 * Names a recogniser of the installation's own choice after its file: `<name>-<12 hex digits of its SHA-256>`. So another net is
 * another recogniser, even under the same name, and its vectors are never compared with the old ones.
 *
 * @throws FaceAuthError 'setting-invalid' with a `hint` when the file cannot be read.
 */
export async function recogniserFile(file: string): Promise<RecogniserFile> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash).catch((cause: unknown) => {
    throw new FaceAuthError('setting-invalid', { hint: `the recogniser ${file} cannot be read` }, { cause });
  });
  const name = path
    .parse(file)
    .name.replace(/[^\w.-]+/g, '-')
    .slice(0, MOST_OF_NAME);
  return { id: `${name}-${hash.digest('hex').slice(0, HASH_DIGITS)}`, file };
}
