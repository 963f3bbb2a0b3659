import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readConsentTexts } from './consent-texts.ts';

describe('readConsentTexts', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'face-auth-consent-'));
    for (const name of ['9.en', '9.de', '10.en']) await writeFile(join(folder, `${name}.txt`), `text ${name}`);
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('gives the newest version with its hash', async () => {
    await writeFile(join(folder, '10.de.txt'), 'text 10.de');
    const { en, de } = readConsentTexts(folder);
    expect(en).toMatchObject({ version: '10', text: 'text 10.en' });
    expect(de).toMatchObject({ version: '10', text: 'text 10.de' });
    expect(en.hash).toMatch(/^[0-9a-f]{64}$/);
    expect(en.hash).not.toBe(de.hash);
  });

  it('does not fall back to an older version when a language is missing', () => {
    expect(() => readConsentTexts(folder)).toThrow(expect.objectContaining({ code: 'consent-invalid' }) as Error);
  });

  it('refuses a folder without texts', () => {
    expect(() => readConsentTexts(join(import.meta.dirname))).toThrow(
      expect.objectContaining({ code: 'consent-invalid' }) as Error,
    );
  });
});
