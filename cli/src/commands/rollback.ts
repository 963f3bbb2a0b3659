import { type Command, InvalidArgumentError } from 'commander';
import { chooseContexts } from '../clusters/kubeconfig.ts';
import { contextsOnceEach } from '../clusters/once-each.ts';
import { CommandError, messageOf } from '../command-error.ts';
import { confirm } from '../delivery/confirm.ts';
import { listenForInterruption } from '../delivery/interruption.ts';
import { EXIT } from '../exit-codes.ts';
import { hasWorked, type HelmReleases, type ReleaseName, type Revision } from '../helm/helm-releases.ts';
import { checkName } from '../helm/names.ts';
import { refuseForeign } from '../helm/refuse-foreign.ts';
import { type CommandContext, factSource, releaseOptions, type ReleaseOptions } from './context.ts';

/** `face-auth rollback`: back to the revision before, or to one that is named. */
export function addRollbackCommand(program: Command, context: CommandContext): void {
  releaseOptions(program.command('rollback'))
    .description('bring releases back to the revision that worked before this one')
    .option('--to <revision>', 'a certain revision, as helm history shows it', wholeNumber)
    .option('-y, --yes', 'do not ask')
    .action(
      async ({ release, namespace, to, yes = false, ...options }: ReleaseOptions & { to?: number; yes?: boolean }) => {
        const { terminal, env } = context;
        const helm = await context.helm();
        const contexts = await contextsOnceEach(await chooseContexts(factSource(options), env), terminal);
        const names = contexts.map(([name]) => ({
          context: name,
          namespace: checkName('namespace', namespace),
          name: checkName('release', release),
        }));
        const steps = await Promise.all(names.map((name) => stepBack(helm, name, to)));
        for (const { name, from, back } of steps) {
          terminal.print(`${name.context}: ${name.namespace}/${name.name} from ${text(from)} back to ${text(back)}`);
        }
        await confirm('Go back?', yes);
        const interruption = listenForInterruption(terminal);
        const left = steps.map(({ name }) => name.context);
        for (const { name, back } of steps) {
          if (interruption.stop.aborted) break;
          try {
            await helm.rollback(name, back.revision, { wait: true, kill: interruption.kill });
          } catch (error) {
            terminal.say(`face-auth: ${name.context}: the rollback failed: ${messageOf(error)}`);
            break;
          }
          terminal.print(`${name.context}: ready, as in revision ${back.revision}`);
          left.shift();
        }
        interruption.end();
        if (left.length > 0) {
          throw new CommandError(
            EXIT.deliveryFailed,
            `Not brought back: ${left.join(', ')}. To go on: the same command with --context ${left.join(' ')}`,
          );
        }
      },
    );
}

interface Step {
  readonly name: ReleaseName;
  readonly from: Revision;
  readonly back: Revision;
}

async function stepBack(helm: HelmReleases, name: ReleaseName, to: number | undefined): Promise<Step> {
  const where = `${name.context}: ${name.namespace}/${name.name}`;
  const [from, ...earlier] = await helm.history(name).catch((error: unknown) => {
    throw new CommandError(EXIT.notAsked, `${where} could not be asked for: ${messageOf(error)}`);
  });
  if (!from) throw new CommandError(EXIT.deliveryFailed, `${where} is not there`);
  refuseForeign(name, from);
  const back = to === undefined ? earlier.find(hasWorked) : earlier.find(({ revision }) => revision === to);
  if (back) return { name, from, back };
  const known = earlier.map(({ revision, status }) => `${revision} (${status})`).join(', ') || 'none';
  throw new CommandError(
    EXIT.deliveryFailed,
    `${where} has no ${to === undefined ? 'revision that worked before' : `revision ${to} before`}; earlier ones: ${known}`,
  );
}

const text = ({ revision, chart, status, updated }: Revision): string =>
  `revision ${revision} (${chart}, ${status}, ${updated.slice(0, 16)})`;

function wholeNumber(given: string): number {
  if (!/^[1-9]\d*$/.test(given)) throw new InvalidArgumentError('It must be a whole number from 1 on.');
  return Number(given);
}
