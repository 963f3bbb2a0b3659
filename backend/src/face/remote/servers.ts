import { z } from 'zod';
import type { Log } from '../../observe/log.ts';
import { createBalancer, type Balancer } from './balancer.ts';
import type { Connections, RemoteAnswer } from './connections.ts';

export interface ServersOptions {
  /** The name that all of them have. */
  readonly name: string;
  /** Whose vectors are wanted; a server of another recogniser is not used. */
  readonly recogniser: string;
  readonly connections: Connections;
  readonly log: Log;
  /** Name -> addresses. */
  readonly resolve: (name: string) => Promise<readonly string[]>;
  readonly resolveEveryMs: number;
  /** How often it is looked whether something is due. */
  readonly tickMs: number;
}

/** The inference servers behind a name, as they come and go. */
export interface Servers extends Pick<Balancer, 'take' | 'canTake'> {
  /** To be told of a server that has been dropped, and why. */
  dropped(address: string, problem: string): void;
  /** Looks after them no more. */
  stop(): void;
}

const PROBE_MS = 2_000;
/** After a failure the name is resolved anew, but not more often than this. */
const RESOLVE_AGAIN_MS = 500;

/** Resolves when a first server is ready, however long that takes. */
export async function findServers(options: ServersOptions): Promise<Servers> {
  const { name, recogniser, connections, log, resolve, resolveEveryMs, tickMs } = options;
  const balancer = createBalancer();
  const sayings = changesOnly(log);
  const first = Promise.withResolvers<void>();
  let isFound = false;
  let resolveAt = -Infinity;

  const dropped = (address: string, problem: string): void => {
    sayings.say('warn', address, `The inference server ${address} is not used for now: ${problem}`);
    resolveAt = Math.min(resolveAt, performance.now() + RESOLVE_AGAIN_MS);
  };

  const probe = async (address: string): Promise<void> => {
    try {
      const theirs = readReady(await connections.ask(address, { method: 'GET', path: '/readyz', withinMs: PROBE_MS }));
      if (!balancer.probed(address, theirs === recogniser ? 'ready' : 'foreign', performance.now())) {
        return dropped(address, foreignProblem(theirs, recogniser));
      }
      sayings.say('info', address, `The inference server ${address} is ready`);
      isFound = true;
      first.resolve();
    } catch (error) {
      balancer.probed(address, 'broken', performance.now());
      dropped(address, reasonOf(error));
    }
  };

  const keep = (addresses: readonly string[]): void => {
    sayings.forget('name');
    for (const gone of balancer.keep(addresses)) {
      log.info(`The inference server ${gone} is gone`);
      sayings.forget(gone);
      connections.leave(gone);
    }
  };

  const look = async (): Promise<void> => {
    if (performance.now() >= resolveAt) {
      resolveAt = performance.now() + resolveEveryMs;
      await resolve(name).then(keep, (error: unknown) => {
        sayings.say(
          'warn',
          'name',
          `${name} cannot be resolved, addresses known before stay in use: ${reasonOf(error)}`,
        );
      });
    }
    await Promise.all(balancer.due(performance.now()).map(probe));
  };

  const timer = setInterval(() => void look(), tickMs);
  void look().then(() => {
    if (!isFound) log.info(`Waiting for an inference server behind ${name}`);
  });

  await first.promise;
  return {
    take: (except) => balancer.take(except),
    canTake: (except) => balancer.canTake(except),
    dropped,
    stop() {
      clearInterval(timer);
    },
  };
}

/** Why a server of another recogniser is of no use. */
export function foreignProblem(theirs: string, ours: string): string {
  return `its recogniser is ${theirs}, but the thresholds of this gateway are of ${ours}`;
}

/** Why there was no answer, in words for the log. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.message === '' && 'code' in error ? String(error.code) : error.message;
}

const Ready = z.object({ ready: z.literal(true), recogniser: z.string().min(1) });

/** @returns The recogniser of a server that is ready. */
function readReady({ status, json }: RemoteAnswer): string {
  const parsed = Ready.safeParse(json);
  if (status === 200 && parsed.success) return parsed.data.recogniser;
  throw new Error(`it is not ready (/readyz answered ${status})`);
}

/** A log that says about each subject only what is new. */
function changesOnly(log: Log) {
  const said = new Map<string, string>();
  return {
    say(level: 'info' | 'warn', about: string, sentence: string): void {
      if (said.get(about) === sentence) return;
      said.set(about, sentence);
      log[level](sentence);
    },
    forget(about: string): void {
      said.delete(about);
    },
  };
}
