import { describe, expect, it } from 'vitest';
import { Username } from '../../src/gateway/username.ts';
import { usernameProblem } from './username.ts';

describe('usernameProblem', () => {
  it.each([
    'erika',
    'Jürgen.Groß-2',
    'erika@example.org',
    '李',
    ' padded ',
    'a b',
    'a/b',
    '',
    '   ',
    'x'.repeat(64),
    'x'.repeat(65),
    'ﬁ',
  ])('judges "%s" as the server does', (typed) => {
    expect(usernameProblem(typed) === undefined).toBe(Username.safeParse(typed).success);
  });

  it('tells an empty name from a wrong one', () => {
    expect([usernameProblem('  '), usernameProblem('a b')]).toEqual(['missing', 'characters']);
  });
});
