import { PassThrough } from 'node:stream';
import { expect, it } from 'vitest';
import { ask } from './confirm.ts';

/** What a terminal sends when it is typed. */
async function answered(typed: string): Promise<boolean> {
  const input = new PassThrough();
  const output = Object.assign(new PassThrough(), { isTTY: true });
  const answer = ask('Go on?', input, output);
  input.write(typed);
  return answer;
}

it.each(['y\r', 'Yes\r'])('%j is a yes', async (typed) => {
  expect(await answered(typed)).toBe(true);
});

it.each([
  { name: 'Enter', typed: '\r' },
  { name: 'another word', typed: 'yesterday\r' },
  { name: 'Ctrl-C', typed: '\u0003' },
  { name: 'Ctrl-C after a yes that was not sent', typed: 'yes\u0003' },
  { name: 'Ctrl-D', typed: '\u0004' },
])('$name is no yes, and an answer', async ({ typed }) => {
  expect(await answered(typed)).toBe(false);
});
