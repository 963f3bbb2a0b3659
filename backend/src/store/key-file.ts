import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, fstatSync, fsyncSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { FaceAuthError } from '../errors.ts';

const KEY_BYTES = 32;
/** Others may do nothing, the group may read: Kubernetes mounts a Secret with 0440 for a pod's fsGroup. */
const TOO_OPEN = 0o037;

/**
 * Reads the key-encryption key: 32 bytes, as they are or in base64. Absent when there is no file.
 *
 * @throws FaceAuthError 'key-too-open', 'key-invalid'
 */
export function readKeyFile(file: string): Uint8Array | undefined {
  if (!existsSync(file)) return undefined;

  let content: Buffer;
  let mode: number;
  try {
    const handle = openSync(file, 'r');
    mode = fstatSync(handle).mode & 0o777;
    content = readFileSync(handle);
    closeSync(handle);
  } catch (cause) {
    throw new FaceAuthError('key-invalid', { hint: `${file} cannot be read: ${messageOf(cause)}` }, { cause });
  }
  if ((mode & TOO_OPEN) !== 0) {
    throw new FaceAuthError('key-too-open', { hint: `${file} has mode ${mode.toString(8)}; run chmod 600 ${file}` });
  }
  if (content.length === KEY_BYTES) return content;

  const text = content.toString('latin1').trim();
  const decoded = /^[A-Za-z0-9+/_-]{43}=?$/.test(text) ? Buffer.from(text, 'base64') : undefined;
  if (decoded?.length === KEY_BYTES) return decoded;
  throw new FaceAuthError('key-invalid', {
    hint: `${file} has ${content.length} bytes but must have ${KEY_BYTES}, as they are or in base64`,
  });
}

/** Makes a key that only the owner can read. @throws FaceAuthError 'key-invalid' */
export function makeKeyFile(file: string): Uint8Array {
  const key = randomBytes(KEY_BYTES);
  try {
    mkdirSync(dirname(file), { recursive: true });
    const handle = openSync(file, 'wx', 0o600);
    writeSync(handle, `${key.toString('base64')}\n`);
    fsyncSync(handle);
    closeSync(handle);
  } catch (cause) {
    throw new FaceAuthError('key-invalid', { hint: `${file} cannot be made: ${messageOf(cause)}` }, { cause });
  }
  return key;
}

const messageOf = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause));
