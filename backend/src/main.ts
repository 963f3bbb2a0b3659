import { configuration } from './commands/configuration.ts';
import { serve, type Service } from './commands/serve.ts';
import { readConfig } from './config.ts';
import { FaceAuthError } from './errors.ts';
import { createLog } from './observe/log.ts';

const COMMANDS = 'serve (default), configuration';
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

const [command = 'serve'] = process.argv.slice(2);
switch (command) {
  case 'serve':
    await run().catch(fail);
    break;
  case 'configuration':
    print(configuration());
    break;
  default:
    fail(`${command} is not a command; the commands are ${COMMANDS}`);
}
