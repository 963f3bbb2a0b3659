import { describe, expect, it } from 'vitest';
import { withPart } from './benchmark-page.ts';

describe('withPart', () => {
  it('makes a page of a first part, with the command, the machine and its load', () => {
    const page = withPart('', 'engine', 'fast\n');

    expect(page).toMatch(/^# Measured figures\n/);
    expect(page).toMatch(
      /## The face engine\n\nMade by `npm run bench:engine`\. Machine: .*Node v\d+.*; \d+ threads wanted .*\.\n\nfast\n/,
    );
  });

  it('leaves the other part as it is, whichever was there first', () => {
    const one = withPart(withPart('', 'engine', 'fast'), 'service', 'steady');
    const other = withPart(withPart('', 'service', 'steady'), 'engine', 'fast');

    expect(one).toBe(other);
    expect(one.indexOf('steady')).toBeLessThan(one.indexOf('fast'));
  });

  it('exchanges a part that is there', () => {
    const page = withPart(withPart(withPart('', 'engine', 'slow'), 'service', 'steady'), 'engine', 'fast');

    expect(page).not.toContain('slow');
    expect(page).toContain('fast');
    expect(page).toContain('steady');
  });

  it('drops a page of another form', () => {
    expect(withPart('# Old page\n\nold figures\n', 'service', 'steady')).not.toContain('old');
  });
});
