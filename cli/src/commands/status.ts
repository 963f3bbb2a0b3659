import { CLUSTERS_AT_ONCE, inParallel } from '@face-auth/placement';
import type { KubeConfig } from '@kubernetes/client-node';
import type { Command } from 'commander';
import { chooseContexts } from '../clusters/kubeconfig.ts';
import { contextsOnceEach } from '../clusters/once-each.ts';
import { releaseHealth } from '../clusters/release-health.ts';
import { messageOf } from '../command-error.ts';
import { EXIT } from '../exit-codes.ts';
import { type HelmReleases, isAbandoned, isUnfinished, type Revision } from '../helm/helm-releases.ts';
import { table } from '../output/table.ts';
import { type CommandContext, contextOptions, type ContextOptions, factSource } from './context.ts';

const CHART = 'face-auth';

/** `face-auth status`: the releases of Face Auth that are there, and how they do. */
export function addStatusCommand(program: Command, context: CommandContext): void {
  contextOptions(program.command('status'))
    .description('show the releases of Face Auth on the clusters, and how they do')
    .action(async (options: ContextOptions) => {
      const { terminal, env, now } = context;
      const helm = await context.helm();
      const contexts = await contextsOnceEach(await chooseContexts(factSource(options), env), terminal);
      terminal.progress(`Asking ${contexts.length} clusters`);
      const asked = await inParallel(contexts, CLUSTERS_AT_ONCE, ([name, config]) => rowsOf(name, config, helm, now()));
      terminal.progress('');
      const paint = (padded: string, cell: string): string =>
        terminal.colour(
          cell === 'deployed' ? 'green' : cell === 'not asked' || cell === 'failed' ? 'red' : 'yellow',
          padded,
        );
      const columns = [
        { title: 'CLUSTER', wrapTo: 12 },
        { title: 'RELEASE' },
        { title: 'VERSION' },
        { title: 'REV', align: 'right' as const },
        { title: 'STATUS', paint },
        { title: 'PODS' },
        { title: 'HOSTNAME', wrapTo: 20 },
      ];
      terminal.print(
        table(
          columns,
          asked.flatMap(({ rows }) => rows),
          terminal.width,
        ),
      );
      process.exitCode = asked.every(({ isAsked }) => isAsked) ? EXIT.placed : EXIT.notAsked;
    });
}

interface Asked {
  readonly rows: readonly (readonly string[])[];
  readonly isAsked: boolean;
}

async function rowsOf(name: string, config: KubeConfig, helm: HelmReleases, at: number): Promise<Asked> {
  try {
    const releases = (await helm.list(name)).filter(({ chart }) => chart === CHART);
    if (releases.length === 0) return { rows: [[name, '', '', '', 'none']], isAsked: true };
    const rows = await Promise.all(
      releases.map(async (release) => {
        const [newest] = await helm.history({ context: name, namespace: release.namespace, name: release.name });
        const { pods, hostnames } = await releaseHealth(config, release);
        const hint = newest && isUnfinished(newest) ? unfinished(newest, at) : hostnames.join(' ');
        const label = `${release.namespace}/${release.name}`;
        return [name, label, release.version, String(newest?.revision ?? ''), release.status, pods, hint];
      }),
    );
    return { rows, isAsked: true };
  } catch (error) {
    return { rows: [[name, '', '', '', 'not asked', '', messageOf(error)]], isAsked: false };
  }
}

const unfinished = (newest: Revision, at: number): string =>
  isAbandoned(newest, at) ? '(left unfinished: apply puts that right)' : '(unfinished: somebody may be at it)';
