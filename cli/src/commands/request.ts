import type { Command } from 'commander';
import { exampleRequest } from '@face-auth/placement';
import { CommandError } from '../command-error.ts';
import { EXIT } from '../exit-codes.ts';
import type { CommandContext } from './context.ts';

/** `face-auth request --example`: something to begin with. */
export function addRequestCommand(program: Command, { terminal }: CommandContext): void {
  program
    .command('request')
    .description('print a request to begin with')
    .option('--example', 'one that says everything that can be said, with its defaults')
    .action(({ example }: { example?: boolean }) => {
      if (!example) throw new CommandError(EXIT.badInput, 'say what to print: face-auth request --example');
      terminal.print(exampleRequest.trimEnd());
    });
}
