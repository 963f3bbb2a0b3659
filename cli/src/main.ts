import { Command, CommanderError } from 'commander';
import { CommandError, messageOf } from './command-error.ts';
import { addApplyCommand } from './commands/apply.ts';
import type { CommandContext } from './commands/context.ts';
import { addExplainCommand } from './commands/explain.ts';
import { addFactsCommand } from './commands/facts.ts';
import { addPlanCommand } from './commands/plan.ts';
import { addRemoveCommand } from './commands/remove.ts';
import { addRequestCommand } from './commands/request.ts';
import { addRollbackCommand } from './commands/rollback.ts';
import { addStatusCommand } from './commands/status.ts';
import { EXIT } from './exit-codes.ts';
import type { HelmReleases } from './helm/helm-releases.ts';
import { terminal } from './output/terminal.ts';

let helm: Promise<HelmReleases> | undefined;

/** Loaded when it is needed, like the client of Kubernetes: a plan of saved facts does without both. */
async function openHelm(): Promise<HelmReleases> {
  const [{ findHelm }, { helmReleases }] = await Promise.all([import('./helm/find-helm.ts'), import('./helm/helm.ts')]);
  return helmReleases(await findHelm(process.env), process.env);
}

const context: CommandContext = {
  env: process.env,
  terminal: terminal(),
  now: Date.now,
  helm: () => (helm ??= openHelm()),
};

const program = new Command('face-auth')
  .description('Which clusters can take Face Auth, which is best, and why; and Helm to bring it there')
  .exitOverride()
  .configureOutput({ outputError: (text, write) => write(text.replace(/^error: /, 'face-auth: ')) });

for (const add of [
  addRequestCommand,
  addPlanCommand,
  addExplainCommand,
  addFactsCommand,
  addApplyCommand,
  addStatusCommand,
  addRollbackCommand,
  addRemoveCommand,
]) {
  add(program, context);
}

try {
  await program.parseAsync();
} catch (error) {
  // Commander has written its message itself.
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : EXIT.badInput;
  else if (error instanceof CommandError) {
    context.terminal.say(`face-auth: ${error.message}`);
    process.exitCode = error.exitCode;
  } else {
    context.terminal.say(`face-auth: ${messageOf(error)}`);
    process.exitCode = 1;
  }
}

// What did not answer in time, such as a program for logging in, may still run: nobody waits for it.
await Promise.all([process.stdout, process.stderr].map((stream) => new Promise((done) => stream.write('', done))));
process.exit();
