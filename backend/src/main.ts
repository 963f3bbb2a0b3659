import './small-heap.ts'; // before all others
import { Command } from 'commander';
import { configuration } from './commands/configuration.ts';
import { serve } from './commands/serve.ts';
import { readConfig } from './config.ts';
import { FaceAuthError } from './errors.ts';
import { createLog } from './observe/log.ts';
import type { Service } from './roles/service.ts';

/** When it is not over by then, something hangs. */
const STOP_WITHIN_MS = 5_000;

const print = (text: string): void => {
  process.stdout.write(text);
};

/** Ends the program with one line. */
function fail(error: unknown): never {
  const hint = error instanceof FaceAuthError ? whatElse(error) : undefined;
  const sentence = error instanceof Error ? error.message : String(error);
  process.stderr.write(`face-auth: ${hint === undefined ? sentence : `${sentence}: ${hint}`}\n`);
  process.exit(1);
}

function whatElse({ detail }: FaceAuthError): string | undefined {
  const said = detail['hint'] ?? detail['problem'];
  const where = [detail['modelsDir'], detail['file']].filter((part) => typeof part === 'string').join('/');
  const parts = [where, said].filter((part) => typeof part === 'string' && part !== '');
  return parts.length === 0 ? undefined : parts.join(' ');
}

/** Serves until it is told to stop. */
async function run(): Promise<void> {
  const config = readConfig(process.env);
  const format = config.logFormat ?? (process.stdout.isTTY ? 'text' : 'json');
  const log = createLog({ level: config.logLevel, format, write: print });

  let service: Service | undefined = undefined;
  let isStopping = false;
  const stop = (signal: NodeJS.Signals): void => {
    if (isStopping) return;
    isStopping = true;
    log.info(`Stopping after ${signal}`);
    // Nobody is being served while the service starts, and the store bears an end at any time.
    if (service === undefined) process.exit(0);
    setTimeout(() => process.exit(1), STOP_WITHIN_MS).unref();
    void service.stop().then(() => process.exit(0), fail);
  };
  process.on('SIGINT', stop).on('SIGTERM', stop);

  service = await serve(config, log);
}

const commandNames = (): string => program.commands.map((command) => command.name()).join(', ');

const program = new Command('face-auth-server')
  .description('Login by face: the service, and the tools that go with it')
  .configureOutput({ outputError: (text, write) => write(text.replace(/^error: /, 'face-auth: ')) });

program
  .command('serve', { isDefault: true })
  .description('run the service; its settings are environment variables, see `configuration`')
  .allowExcessArguments()
  .action(async (_, { args: [unknown] }: Command) => {
    if (unknown !== undefined) fail(`${unknown} is not a command; the commands are ${commandNames()}`);
    await run();
  });

program
  .command('configuration')
  .description('print the reference of all settings, in Markdown')
  .action(() => {
    print(configuration());
  });

// The tools are loaded only where they can be asked for: in a service their code takes some 15 MB for nothing.
const args = process.argv.slice(2).join(' ');
if (args !== '' && args !== 'serve') {
  const { challengeReportCommand } = await import('./commands/challenge-report.ts');
  const { evaluateCommand } = await import('./commands/evaluate.ts');
  program.addCommand(challengeReportCommand()).addCommand(evaluateCommand());
}

await program.parseAsync().catch(fail);
