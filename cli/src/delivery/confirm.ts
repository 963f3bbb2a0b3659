import { createInterface } from 'node:readline/promises';
import { CommandError } from '../command-error.ts';
import { EXIT } from '../exit-codes.ts';

/**
 * Asks for a yes, unless it was given already.
 *
 * @throws CommandError when the answer is another, or nobody is there to answer.
 */
export async function confirm(question: string, isGiven: boolean): Promise<void> {
  if (isGiven) return;
  if (!process.stdin.isTTY) {
    throw new CommandError(
      EXIT.badInput,
      'Nothing was changed: nobody is there to ask. Say --yes to go on without a question',
    );
  }
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const answer = await lines.question(`${question} [y/N] `);
    if (!/^y(es)?$/i.test(answer.trim())) throw new CommandError(EXIT.badInput, 'Nothing was changed');
  } finally {
    lines.close();
  }
}
