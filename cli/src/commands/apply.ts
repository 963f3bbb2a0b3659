import type { ClusterFacts, Plan } from '@face-auth/placement';
import type { Command } from 'commander';
import { CommandError } from '../command-error.ts';
import { confirm } from '../delivery/confirm.ts';
import { deliverRings, type Outcome, type Target } from '../delivery/deliver-rings.ts';
import { listenForInterruption } from '../delivery/interruption.ts';
import { EXIT } from '../exit-codes.ts';
import { chartSource } from '../helm/chart-source.ts';
import { isAbandoned } from '../helm/helm-releases.ts';
import { changesText, counted, planText, sentence } from '../output/plan-tables.ts';
import { table } from '../output/table.ts';
import type { Terminal } from '../output/terminal.ts';
import { type CommandContext, contextOptions, type ContextOptions, factSource } from './context.ts';
import { exitCodeOf, makePlan, type MadePlan } from './make-plan.ts';
import { readRequest } from './read-request.ts';

/** `face-auth apply`: does what `plan` shows, with Helm, ring by ring. */
export function addApplyCommand(program: Command, context: CommandContext): void {
  contextOptions(program.command('apply'))
    .description('plan, show what would change, and do it with Helm, ring by ring')
    .requiredOption('-f, --file <request>', 'the request, YAML or JSON; - is stdin')
    .option('--chart <chart>', "a chart's folder, its package, a repository's address, or REPOSITORY/face-auth")
    .option('-y, --yes', 'do not ask')
    .option('--take-over', 'put unfinished releases right even if they are young: nobody else is at them, you say')
    .action(async ({ file, chart, yes = false, takeOver = false, ...source }: ApplyOptions) => {
      const { terminal } = context;
      const helm = await context.helm();
      const made = await makePlan(readRequest(file), factSource(source), context, takeOver);
      const { plan, clusters } = made;
      terminal.print(planText(plan, terminal, false));
      refuseUnplaced(made);

      const rings = targetsOf(plan, clusters);
      const count = rings.flat().length;
      if (count === 0) {
        terminal.print('\nEverything is as it shall be; nothing to do.');
        process.exitCode = exitCodeOf(made);
        return;
      }
      const helmChart = await chartSource(chart, plan.release.version, helm);
      terminal.print(`\n${changesText(plan)}\n`);
      await confirm(`Do this on ${counted(count, 'cluster')}?`, yes);

      const interruption = listenForInterruption(terminal);
      const outcomes = await deliverRings(rings, {
        helm,
        chart: helmChart,
        interruption,
        isLeft: (unfinished) => takeOver || isAbandoned(unfinished, context.now()),
        say: (text) => terminal.say(text),
      });
      interruption.end();
      terminal.print(`\n${outcomeText(outcomes, terminal)}`);
      process.exitCode = outcomes.every(({ state }) => state === 'done') ? exitCodeOf(made) : EXIT.deliveryFailed;
    });
}

type ApplyOptions = ContextOptions & { file: string; chart?: string; yes?: boolean; takeOver?: boolean };

/** Half of what was asked for is not what was asked for. */
function refuseUnplaced(made: MadePlan): void {
  const code = exitCodeOf(made);
  const { plan } = made;
  if (!plan.shortfall && plan.clusters.some(({ chosen }) => chosen)) return;
  throw new CommandError(code, 'Nothing was changed: there are not as many clusters as were asked for');
}

/** What there is to do, by ring. */
function targetsOf(plan: Plan, clusters: readonly ClusterFacts[]): Target[][] {
  return plan.rings.map((ring) =>
    ring.clusters.flatMap((id) => {
      const object = plan.objects.find(({ cluster, kind }) => cluster === id && kind === 'Release');
      const facts = clusters.find((cluster) => cluster.id === id);
      if (!object?.after || !facts || object.change === 'none') return [];
      const release = { context: id, namespace: object.namespace, name: object.name };
      return [
        {
          cluster: facts.name,
          ring: ring.name,
          release,
          values: { ...ranchers(facts, object), ...valuesOf(object.after) },
        },
      ];
    }),
  );
}

const valuesOf = (after: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> =>
  (after['values'] ?? {}) as Readonly<Record<string, unknown>>;

/** What Rancher has put into a release that it installed stays there; the plan does not speak of it. */
function ranchers({ releases }: ClusterFacts, { namespace, name }: { namespace: string; name: string }): object {
  const there = releases.known
    ? releases.value.find((each) => each.namespace === namespace && each.name === name)
    : undefined;
  const global = there?.values?.['global'];
  return global === undefined ? {} : { global };
}

function outcomeText(outcomes: readonly Outcome[], terminal: Terminal): string {
  const paint = (padded: string, cell: string): string =>
    terminal.colour(cell === 'done' ? 'green' : cell === 'failed' ? 'red' : 'yellow', padded);
  const drawn = table(
    [{ title: 'CLUSTER', wrapTo: 12 }, { title: 'RING' }, { title: 'DELIVERY', paint }, { title: 'WHY', wrapTo: 20 }],
    outcomes.map(({ target, state, message }) => [target.cluster, target.ring, state, message && sentence(message)]),
    terminal.width,
  );
  const left = outcomes.filter(({ state }) => state !== 'done').length;
  if (left === 0) return drawn;
  return `${drawn}\n\n${counted(left, 'cluster')} left. To go on: face-auth apply with the same request; what is done is left alone.`;
}
