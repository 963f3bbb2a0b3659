import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** A secret of 256 bits that fits into a URL, a header and a subprotocol. */
export const newSecret = (): string => randomBytes(32).toString('base64url');

/** What is stored of a secret. */
export const hashSecret = (secret: string): Uint8Array => createHash('sha256').update(secret).digest();

/** Compares in a time that says nothing about where the two differ. */
export const sameSecret = (one: string, other: string): boolean => timingSafeEqual(hashSecret(one), hashSecret(other));
