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
  if (!(await ask(question, process.stdin, process.stderr))) {
    throw new CommandError(EXIT.badInput, 'Nothing was changed');
  }
}

/** Whether the answer is yes; Ctrl-C and Ctrl-D are none. */
export async function ask(question: string, input: NodeJS.ReadableStream, output: NodeJS.WritableStream) {
  const lines = createInterface({ input, output });
  const { promise: noAnswer, resolve } = Promise.withResolvers<string>();
  lines.once('SIGINT', () => lines.close());
  lines.once('close', () => {
    output.write('\n');
    resolve('');
  });
  const answer = await Promise.race([lines.question(`${question} [y/N] `), noAnswer]);
  lines.removeAllListeners('close').close();
  return /^y(es)?$/i.test(answer.trim());
}
