import { type Command, Option } from 'commander';
import { CommandError } from '../command-error.ts';
import { EXIT } from '../exit-codes.ts';
import { documentText } from '../output/document.ts';
import { explainText } from '../output/explain-text.ts';
import { type CommandContext, factSource, sourceOptions, type SourceOptions } from './context.ts';
import { makePlan } from './make-plan.ts';
import { readRequest } from './read-request.ts';

/** `face-auth explain`: all that was looked at of one cluster. */
export function addExplainCommand(program: Command, context: CommandContext): void {
  sourceOptions(program.command('explain'))
    .argument('<cluster>', 'its name')
    .description('say of one cluster what every rule and score looks at, what it says, and what would help')
    .requiredOption('-f, --file <request>', 'the request, YAML or JSON; - is stdin')
    .addOption(new Option('-o, --output <format>', 'how to show it').choices(['text', 'json', 'yaml']).default('text'))
    .addHelpText(
      'after',
      '\nWhere no clusters are named, only this one is asked: name the same ones as for the plan to see how it stands among them.',
    )
    .action(
      async (
        name: string,
        { file, output, ...given }: SourceOptions & { file: string; output: 'text' | 'json' | 'yaml' },
      ) => {
        const { terminal } = context;
        const source = factSource(given);
        const isOpen = source.contexts.length === 0 && !source.allContexts && !source.facts && !source.sim;
        const made = await makePlan(readRequest(file), isOpen ? { ...source, contexts: [name] } : source, context);
        const cluster = made.plan.clusters.find((each) => each.name === name || each.id === name);
        if (!cluster) {
          const names = made.plan.clusters.map((each) => each.name);
          throw new CommandError(EXIT.badInput, `there is no cluster ${name}; there are ${shortened(names)}`);
        }
        terminal.print(output === 'text' ? explainText(cluster, terminal) : documentText(cluster, output));
        if (made.unasked.some((unasked) => unasked.name === cluster.name)) process.exitCode = EXIT.notAsked;
        else process.exitCode = cluster.standing === 'fits' ? EXIT.placed : EXIT.tooFewFit;
      },
    );
}

function shortened(names: readonly string[]): string {
  const most = 20;
  return names.length <= most ? names.join(', ') : `${names.slice(0, most).join(', ')} and ${names.length - most} more`;
}
