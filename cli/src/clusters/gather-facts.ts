import { type ClusterFacts, CLUSTERS_AT_ONCE, inParallel } from '@face-auth/placement';
import { parseSimulation, simulateFleet } from '@face-auth/placement/sim';
import { CommandError, messageOf } from '../command-error.ts';
import { EXIT } from '../exit-codes.ts';
import type { HelmReleases } from '../helm/helm-releases.ts';
import type { Terminal } from '../output/terminal.ts';
import { chooseContexts, type ContextChoice } from './kubeconfig.ts';
import { onceEach } from './once-each.ts';
import { readCluster } from './read-cluster.ts';
import { readFacts } from './saved-facts.ts';

export interface FactSource extends ContextChoice {
  /** File of saved facts. */
  readonly facts?: string;
  /** `factory:1000`. */
  readonly sim?: string;
}

export interface Gathered {
  readonly clusters: readonly ClusterFacts[];
  /** Those that were asked now and did not answer. */
  readonly unasked: readonly { readonly name: string; readonly why: string }[];
}

export interface Asking {
  readonly env: NodeJS.ProcessEnv;
  readonly terminal: Terminal;
  readonly now: () => number;
  /** Only called when clusters are asked. */
  readonly helm: () => Promise<HelmReleases>;
}

/** The facts that a command works with: saved, simulated, or asked for now. @throws CommandError */
export async function gatherFacts(source: FactSource, asking: Asking): Promise<Gathered> {
  const given = [source.facts, source.sim, source.allContexts || source.contexts.length > 0 || undefined];
  if (given.filter((one) => one !== undefined).length > 1) {
    throw new CommandError(EXIT.badInput, 'give one of --facts, --sim, and --context or --all-contexts');
  }
  if (source.facts !== undefined) return { clusters: readFacts(source.facts), unasked: [] };
  if (source.sim !== undefined) return { clusters: simulated(source.sim, asking.now()), unasked: [] };
  return askClusters(source, asking);
}

function simulated(text: string, at: number): ClusterFacts[] {
  const parsed = parseSimulation(text);
  if ('error' in parsed) throw new CommandError(EXIT.badInput, `--sim ${text}: ${parsed.error}`);
  return simulateFleet({ ...parsed.simulation, at });
}

async function askClusters(choice: ContextChoice, { env, terminal, now, helm }: Asking): Promise<Gathered> {
  const contexts = [...(await chooseContexts(choice, env))];
  const releases = await helm().then(
    (found) => (context: string) => found.list(context),
    (error: unknown) => {
      terminal.say(
        `face-auth: ${messageOf(error)}. Until then it is not known which releases are there, and no cluster fits`,
      );
      return () => Promise.reject(new Error('helm, which knows them, is not here'));
    },
  );
  let answered = 0;
  const tell = (): void => terminal.progress(`Asking clusters: ${answered} of ${contexts.length}`);
  tell();
  const results = await inParallel(contexts, CLUSTERS_AT_ONCE, async ([name, config]) => {
    const result = await readCluster(name, config, releases, now);
    answered += 1;
    tell();
    return result;
  });
  terminal.progress('');

  const unasked = results.flatMap(({ facts: { name }, unasked: why }) => (why === undefined ? [] : [{ name, why }]));
  for (const { name, why } of unasked) terminal.say(`face-auth: ${name} could not be asked: ${why}`);
  return {
    clusters: onceEach(results, ({ facts: { name }, uid }) => ({ name, uid }), terminal).map(({ facts }) => facts),
    unasked,
  };
}
