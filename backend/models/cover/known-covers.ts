import { createHash } from 'node:crypto';
import type { Cover } from '../../src/face/engine.ts';
import known from './known-covers.json' with { type: 'json' };

/** What really is before the faces of some photos, by their digests; faces of all other photos are bare. `unclear`: tinted glasses, a finger. */
export const KNOWN_COVERS: Readonly<Record<string, Partial<Record<keyof Cover, true | 'unclear'>>>> = known as Record<
  string,
  Partial<Record<keyof Cover, true | 'unclear'>>
>;

/** The first 12 hex digits of a file's SHA-256. */
export function digestOf(file: Uint8Array): string {
  return createHash('sha256').update(file).digest('hex').slice(0, 12);
}
