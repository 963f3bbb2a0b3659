import type { Command } from 'commander';
import { gatherFacts } from '../clusters/gather-facts.ts';
import { factsList, saveFacts } from '../clusters/saved-facts.ts';
import { EXIT } from '../exit-codes.ts';
import { documentText } from '../output/document.ts';
import { counted } from '../output/plan-tables.ts';
import { type CommandContext, factSource, sourceOptions, type SourceOptions } from './context.ts';

/** `face-auth facts`: what the planner would be told, to look at or to plan with later. */
export function addFactsCommand(program: Command, context: CommandContext): void {
  sourceOptions(program.command('facts'))
    .description('ask clusters for all that a plan is made of, and print or save it')
    .option('-s, --save <file>', 'write it there, for --facts')
    .action(async ({ save, ...source }: SourceOptions & { save?: string }) => {
      const { terminal } = context;
      const { clusters, unasked } = await gatherFacts(factSource(source), context);
      if (save === undefined) {
        terminal.print(documentText(factsList(clusters), 'json'));
      } else {
        saveFacts(save, clusters);
        terminal.say(`Facts of ${counted(clusters.length, 'cluster')} are in ${save}`);
      }
      process.exitCode = unasked.length > 0 ? EXIT.notAsked : EXIT.placed;
    });
}
