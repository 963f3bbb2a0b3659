import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { GUIDANCE, REJECT_REASONS } from '../login/course.ts';

describe('docs/api.md', () => {
  const page = readFile(new URL('../../../docs/api.md', import.meta.url), 'utf8');

  it.each([...GUIDANCE, ...REJECT_REASONS])('tells what %s means', async (code) => {
    const rows = (await page).split('\n').filter((line) => line.startsWith('|'));

    expect(rows.filter((row) => row.split('|')[1]?.includes(`\`${code}\``))).not.toEqual([]);
  });
});
