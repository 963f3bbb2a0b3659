import path from 'node:path';
import type { ReleaseFacts } from '@face-auth/placement';
import { execa } from 'execa';
import { load } from 'js-yaml';
import { noAnswerWithin, within } from '../within.ts';
import { CHART, splitChart } from './chart-name.ts';
import { HelmError, helmSaid } from './helm-error.ts';
import { type HelmEnvironment, listByHelmTs, type ListedRelease, repositoriesByHelmTs } from './helm-list.ts';
import { withoutKubeVariables } from './kube-variables.ts';
import type { HelmReleases, ReleaseName, Repository, Revision, Stopping } from './helm-releases.ts';

/** What `helm list` shows at most when it is not told otherwise. */
const LISTED_AT_MOST = 256;
/** For what only reads; helm itself waits for a dead cluster much longer. */
const READ_LIMIT_MS = 10_000;
/** For a release to become ready, and for the way back when it does not. */
const WAIT = '5m';

/**
 * @param file Helm, from `findHelm`.
 * @param env What helm gets: KUBECONFIG, HELM_* but not HELM_KUBE*, a proxy.
 */
export function helmReleases(file: string, env: NodeJS.ProcessEnv, readLimitMs = READ_LIMIT_MS): HelmReleases {
  const environment = (context: string): HelmEnvironment => ({
    PATH: [path.dirname(file), env['PATH'] ?? ''].join(path.delimiter),
    HELM_KUBECONTEXT: context,
  });
  const canBeShared = path.basename(file) === 'helm';
  const run = runner(file, env);
  const runFor = ({ context, namespace }: Omit<ReleaseName, 'name'>, args: readonly string[], options?: RunOptions) =>
    run([...args, '--kube-context', context, '--namespace', namespace], options);
  const listOurselves = async (context: string, ...filter: string[]): Promise<ListedRelease[]> =>
    parseJson(
      await run(['list', '--all-namespaces', '--max', '0', '-o', 'json', '--kube-context', context, ...filter], {
        limitMs: readLimitMs,
      }),
    );

  return {
    async list(context) {
      const [plain, unfinished] = await Promise.all([
        canBeShared ? within(readLimitMs, listByHelmTs(environment(context))) : undefined,
        listOurselves(context, '--pending', '--uninstalling'),
      ]);
      const complete = plain && plain.length < LISTED_AT_MOST ? plain : await listOurselves(context);
      return Promise.all(
        [...complete, ...unfinished].map((release) =>
          releaseFacts(release, context, (where, args) => runFor(where, args, { limitMs: readLimitMs })),
        ),
      );
    },

    async repositories() {
      const listed = canBeShared ? await repositoriesByHelmTs(environment('')) : undefined;
      return listed ? [...listed] : parseJson<Repository[]>(await run(['repo', 'list', '-o', 'json']));
    },

    async chartVersion(chart) {
      const said = load(await run(['show', 'chart', chart]));
      const { version } = (said ?? {}) as { readonly version?: unknown };
      if (typeof version !== 'string') throw new HelmError(`helm knows no version of ${chart}`);
      return version;
    },

    async history({ name, ...where }) {
      try {
        const revisions = parseJson<Revision[]>(
          await runFor(where, ['history', name, '-o', 'json', '--max', '20'], { limitMs: readLimitMs }),
        );
        return revisions.reverse();
      } catch (error) {
        if (isAbsent(error)) return [];
        throw error;
      }
    },

    async deliver({ name, ...where }, { chart, values, backOnFailure }, stopping) {
      const back = backOnFailure ? ['--atomic'] : [];
      await runFor(
        where,
        [
          'upgrade',
          '--install',
          name,
          ...chart,
          '--create-namespace',
          '--values',
          '-',
          '--wait',
          '--timeout',
          WAIT,
          ...back,
        ],
        { input: JSON.stringify(values), ...(stopping && { stopping }) },
      );
    },

    async rollback({ name, ...where }, revision, { wait, kill }) {
      const waiting = wait ? ['--wait', '--timeout', WAIT] : [];
      await runFor(where, ['rollback', name, String(revision), ...waiting], { stopping: { kill } });
    },

    async uninstall({ name, ...where }, kill) {
      try {
        return await runFor(where, ['uninstall', name, '--wait', '--timeout', WAIT], { stopping: { kill } });
      } catch (error) {
        if (isAbsent(error)) return '';
        throw error;
      }
    },
  };
}

/** Helm's words for a release that is not there; much else can be `not found`, such as the program of an exec plugin. */
const isAbsent = (error: unknown): boolean =>
  error instanceof HelmError && /\brelease: not found\b/.test(error.message);

interface RunOptions {
  readonly input?: string;
  readonly stopping?: Partial<Stopping>;
  readonly limitMs?: number;
}

type Run = (args: readonly string[], options?: RunOptions) => Promise<string>;

/** Helm without a shell; it does not get the terminal's Ctrl-C, only ours. @throws HelmError with what helm said. */
function runner(file: string, env: NodeJS.ProcessEnv): Run {
  return async (args, { input, stopping, limitMs } = {}) => {
    const child = execa(file, args, {
      env: withoutKubeVariables(env),
      extendEnv: false,
      reject: false,
      detached: true,
      cleanup: true,
      maxBuffer: 1 << 28,
      ...(limitMs !== undefined && { timeout: limitMs, killSignal: 'SIGKILL' }),
      ...(input === undefined ? { stdin: 'ignore' } : { input }),
    });
    const ended = new AbortController();
    on(stopping?.stop, ended.signal, () => child.kill('SIGINT'));
    on(stopping?.kill, ended.signal, () => child.kill('SIGKILL'));
    const result = await child;
    ended.abort();
    if (!result.failed) return result.stdout;
    if (result.timedOut) throw new HelmError(noAnswerWithin(limitMs ?? 0), { cause: result });
    const why = result.signal ? `helm was ended by ${result.signal}` : helmSaid(result.stderr) || result.shortMessage;
    throw new HelmError(why, { cause: result });
  };
}

function on(signal: AbortSignal | undefined, until: AbortSignal, act: () => void): void {
  if (signal?.aborted) act();
  else signal?.addEventListener('abort', act, { once: true, signal: until });
}

async function releaseFacts(
  { name, namespace, status, chart }: ListedRelease,
  context: string,
  runFor: (where: Omit<ReleaseName, 'name'>, args: readonly string[]) => Promise<string>,
): Promise<ReleaseFacts> {
  const named = splitChart(chart);
  const release = { namespace, name, ...named, status };
  if (named.chart !== CHART) return release;
  const values = await runFor({ context, namespace }, ['get', 'values', name, '-o', 'json']);
  return { ...release, values: parseJson<Record<string, unknown> | null>(values) ?? {} };
}

function parseJson<T>(text: string): T {
  try {
    return JSON.parse(text) as T;
  } catch (error) {
    throw new HelmError('helm did not answer in JSON', { cause: error });
  }
}
