import type { KubeConfig } from '@kubernetes/client-node';
import type { Command } from 'commander';
import { chooseContexts } from '../clusters/kubeconfig.ts';
import { contextsOnceEach } from '../clusters/once-each.ts';
import { releaseHealth } from '../clusters/release-health.ts';
import { CommandError, messageOf } from '../command-error.ts';
import { confirm } from '../delivery/confirm.ts';
import { listenForInterruption } from '../delivery/interruption.ts';
import { EXIT } from '../exit-codes.ts';
import type { HelmReleases, ReleaseName } from '../helm/helm-releases.ts';
import { checkName } from '../helm/names.ts';
import { refuseForeign } from '../helm/refuse-foreign.ts';
import { counted } from '../output/plan-tables.ts';
import { type CommandContext, factSource, releaseOptions, type ReleaseOptions } from './context.ts';

/** `face-auth remove`: takes releases away, after it has said what is lost. */
export function addRemoveCommand(program: Command, context: CommandContext): void {
  releaseOptions(program.command('remove'))
    .description('take releases away, after saying what is lost and what stays')
    .option('-y, --yes', 'do not ask')
    .action(async ({ release, namespace, yes = false, ...options }: ReleaseOptions & { yes?: boolean }) => {
      const { terminal, env } = context;
      const helm = await context.helm();
      const contexts = await contextsOnceEach(await chooseContexts(factSource(options), env), terminal);
      const named = { namespace: checkName('namespace', namespace), name: checkName('release', release) };
      const losses = await Promise.all(
        contexts.map(([name, config]) => loss(helm, { context: name, ...named }, config)),
      );
      const there = losses.flatMap((each) => each ?? []);
      if (there.length === 0) {
        throw new CommandError(
          EXIT.deliveryFailed,
          `Nothing was removed: ${named.namespace}/${named.name} is not on ${contexts.map(([name]) => name).join(', ')}`,
        );
      }
      for (const { text } of there) terminal.print(text);
      terminal.print(
        'The key and the stored people (its Secret and its volume) stay: installing again under the same name goes on with them.',
      );
      await confirm(`Remove it from ${counted(there.length, 'cluster')}?`, yes);
      const interruption = listenForInterruption(terminal);
      const left: string[] = [];
      for (const { name } of there) {
        if (interruption.stop.aborted) {
          left.push(name.context);
          continue;
        }
        try {
          await helm.uninstall(name, interruption.kill);
          terminal.print(`${name.context}: removed`);
        } catch (error) {
          left.push(name.context);
          terminal.say(`face-auth: ${name.context}: it could not be removed: ${messageOf(error)}`);
        }
      }
      interruption.end();
      if (left.length > 0) {
        throw new CommandError(
          EXIT.deliveryFailed,
          `Not removed: ${left.join(', ')}. To go on: the same command with --context ${left.join(' ')}`,
        );
      }
    });
}

interface Loss {
  readonly name: ReleaseName;
  readonly text: string;
}

async function loss(helm: HelmReleases, name: ReleaseName, config: KubeConfig): Promise<Loss | undefined> {
  const where = `${name.context}: ${name.namespace}/${name.name}`;
  try {
    const [newest] = await helm.history(name);
    if (!newest) return undefined;
    refuseForeign(name, newest);
    const { pods, hostnames } = await releaseHealth(config, name);
    const page = hostnames.length > 0 ? `at ${hostnames.map((host) => `https://${host}/`).join(', ')} ` : '';
    return {
      name,
      text: `${where} (${newest.chart}, ${pods} pods ready): nobody can log in ${page}any more, and those who are logged in there are logged out`,
    };
  } catch (error) {
    if (error instanceof CommandError) throw error;
    throw new CommandError(EXIT.notAsked, `${where} could not be asked for: ${messageOf(error)}`);
  }
}
