import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { ERRORS } from './errors.ts';

describe('docs/errors.md', () => {
  it('holds every error with status and title, and no other', async () => {
    const text = await readFile(new URL('../../docs/errors.md', import.meta.url), 'utf8');
    const rows = [...text.matchAll(/^\| `([\w-]+)` *\| (\d+) *\| (.*?) *\|/gm)];
    expect(
      Object.fromEntries(rows.map(([, code, status, title]) => [code, { status: Number(status), title }])),
    ).toEqual(ERRORS);
  });
});
