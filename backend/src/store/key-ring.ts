import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { FaceAuthError } from '../errors.ts';
import type { SealedTemplate } from './store.ts';

const ALGORITHM = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** What can be done with the key of the key file; the key itself does not leave. */
export interface KeyRing {
  /** Stored beside the data, to tell at start whether the key is the right one. Says nothing about the key. */
  readonly checkValue: string;
  /** Pseudonym of a user name, the same whatever its case: 16 hex digits. */
  subjectOf(username: string): string;
  /** Encrypts a template with a data key of its own. */
  seal(userId: string, version: number, template: Uint8Array): SealedTemplate;
  /** @throws FaceAuthError 'template-unreadable' when it was sealed for another user or version, with another key, or changed. */
  open(userId: string, template: SealedTemplate): Uint8Array;
}

/** @param keyEncryptionKey 32 bytes. */
export function keyRing(keyEncryptionKey: Uint8Array): KeyRing {
  const derive = (purpose: string): Buffer =>
    Buffer.from(hkdfSync('sha256', keyEncryptionKey, '', `face-auth ${purpose}`, 32));
  const wrappingKey = derive('data keys');
  const pseudonymKey = derive('pseudonyms');

  return {
    checkValue: derive('check value').toString('hex'),
    subjectOf: (username) => createHmac('sha256', pseudonymKey).update(nameKey(username)).digest('hex').slice(0, 16),
    seal(userId, version, template) {
      const dataKey = randomBytes(32);
      const wrappedKey = encrypt(wrappingKey, dataKey, `data key of ${userId}, ${version}`);
      const sealed = encrypt(dataKey, template, `template of ${userId}, ${version}`);
      dataKey.fill(0);
      return { version, wrappedKey, sealed };
    },
    open(userId, { version, wrappedKey, sealed }) {
      const dataKey = decrypt(wrappingKey, wrappedKey, `data key of ${userId}, ${version}`);
      const template = decrypt(dataKey, sealed, `template of ${userId}, ${version}`);
      dataKey.fill(0);
      // A plain array: a Buffer's `slice` shares its memory, which surprises who takes it for one.
      const plain = Uint8Array.from(template);
      template.fill(0);
      return plain;
    },
  };
}

/** The form of a user name in which two names are the same one. */
export function nameKey(username: string): string {
  return username.normalize('NFKC').toLowerCase();
}

/** Nonce, ciphertext, tag. The nonce is random: a data key encrypts once, the wrapping key far fewer than 2^32 times. */
function encrypt(key: Uint8Array, plain: Uint8Array, bound: string): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(ALGORITHM, key, nonce).setAAD(Buffer.from(bound));
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

function decrypt(key: Uint8Array, sealed: Uint8Array, bound: string): Buffer {
  const end = sealed.length - TAG_BYTES;
  try {
    const decipher = createDecipheriv(ALGORITHM, key, sealed.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES })
      .setAAD(Buffer.from(bound))
      .setAuthTag(sealed.subarray(end));
    return Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES, end)), decipher.final()]);
  } catch (cause) {
    throw new FaceAuthError('template-unreadable', { bound }, { cause });
  }
}
