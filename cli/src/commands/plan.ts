import { type Command, Option } from 'commander';
import { documentText } from '../output/document.ts';
import { planText } from '../output/plan-tables.ts';
import { type CommandContext, factSource, sourceOptions, type SourceOptions } from './context.ts';
import { exitCodeOf, makePlan } from './make-plan.ts';
import { readRequest } from './read-request.ts';

type Format = 'table' | 'wide' | 'json' | 'yaml';

/** `face-auth plan`: which clusters can take it, which are chosen, and why. Changes nothing. */
export function addPlanCommand(program: Command, context: CommandContext): void {
  sourceOptions(program.command('plan'))
    .description('say which clusters can take Face Auth, which are chosen, and why; changes nothing')
    .requiredOption('-f, --file <request>', 'the request, YAML or JSON; - is stdin')
    .addOption(
      new Option('-o, --output <format>', 'how to show it').choices(['table', 'wide', 'json', 'yaml']).default('table'),
    )
    .action(async ({ file, output, ...source }: SourceOptions & { file: string; output: Format }) => {
      const { terminal } = context;
      const made = await makePlan(readRequest(file), factSource(source), context);
      if (output === 'json' || output === 'yaml') terminal.print(documentText(made.plan, output));
      else terminal.print(planText(made.plan, terminal, output === 'wide'));
      process.exitCode = exitCodeOf(made);
    });
}
