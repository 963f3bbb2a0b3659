import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FaceAuthError } from '../errors.ts';
import type { ConsentText, Language } from './api.ts';

const LANGUAGES: readonly Language[] = ['en', 'de'];

/**
 * Reads the newest consent text from `<version>.<language>.txt`, the version being a whole number.
 * Older ones stay in the folder, so that a stored hash can be matched with what the person read.
 *
 * @throws FaceAuthError 'consent-invalid' when a language is missing.
 */
export function readConsentTexts(folder: string): Readonly<Record<Language, ConsentText>> {
  const versions = readdirSync(folder).map((name) => Number(/^(\d+)\.[a-z]+\.txt$/.exec(name)?.[1] ?? 0));
  const version = Math.max(0, ...versions);

  const texts = LANGUAGES.map((language): [Language, ConsentText] => {
    const file = join(folder, `${version}.${language}.txt`);
    try {
      const text = readFileSync(file, 'utf8');
      return [language, { version: String(version), hash: createHash('sha256').update(text).digest('hex'), text }];
    } catch (cause) {
      throw new FaceAuthError('consent-invalid', { hint: `${file} is missing` }, { cause });
    }
  });
  return Object.fromEntries(texts) as Record<Language, ConsentText>;
}
