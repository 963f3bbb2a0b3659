import { lookup } from 'node:dns/promises';
import { FaceAuthError } from '../../errors.ts';
import type { Log } from '../../observe/log.ts';
import type { TlsFiles } from '../../tls/tls-files.ts';
import type { AnalyseOptions, FaceEngine, PictureFacts } from '../engine.ts';
import type { Lease, Outcome } from './balancer.ts';
import { openConnections } from './connections.ts';
import { facesQuery } from './faces-query.ts';
import { DEADLINE_MS, MOST_BODY_BYTES } from './limits.ts';
import { readAnswer, type Reading } from './read-answer.ts';
import { findServers, foreignProblem, reasonOf } from './servers.ts';

export interface RemoteEngineOptions {
  /** Origin of the inference servers; every address behind its name is used. */
  readonly url: string;
  /** Whose vectors are wanted; a server of another recogniser is not used. */
  readonly recogniser: string;
  /** With https. */
  readonly tls?: TlsFiles | undefined;
  readonly log: Log;
  /** Name -> addresses. Default: the system's resolver, which knows /etc/hosts too. */
  readonly resolve?: (name: string) => Promise<readonly string[]>;
  /** Default: 5 s. */
  readonly resolveEveryMs?: number;
  /** How often it is looked whether something is due. Default: .25 s. */
  readonly tickMs?: number;
  /** For a picture in all. Default: 10 s. */
  readonly deadlineMs?: number;
}

/** Share of the deadline after which a picture is handed to another server, if there is one. */
const FIRST_TRY = 0.4;

const OUTCOMES: Record<Reading['kind'], Outcome> = {
  facts: 'answered',
  refused: 'answered',
  busy: 'answered',
  failed: 'failed',
  broken: 'broken',
  foreign: 'foreign',
};

/**
 * An engine that has its pictures judged by the inference servers behind a name. A picture that a server cannot take is tried
 * once more with another. Resolves when a first server is ready, however long that takes: the log says what it waits for.
 *
 * `analyse` throws besides what every engine does: 'engine-busy' when all servers asked are full, 'engine-failed' when none could
 * be asked or answered.
 */
export async function startRemoteEngine(options: RemoteEngineOptions): Promise<FaceEngine> {
  const {
    recogniser,
    log,
    tls,
    resolve = resolveName,
    resolveEveryMs = 5_000,
    tickMs = 250,
    deadlineMs = DEADLINE_MS,
  } = options;
  const url = new URL(options.url);
  const connections = openConnections(url, tls);
  const name = url.hostname.replace(/^\[|\]$/g, '');
  const servers = await findServers({ name, recogniser, connections, log, resolve, resolveEveryMs, tickMs });
  let isClosed = false;

  const ask = async (lease: Lease, picture: Uint8Array, path: string, withinMs: number): Promise<Reading> => {
    const reading = await connections
      .ask(lease.address, { method: 'POST', path, body: picture, withinMs })
      .then((answer) => readAnswer(answer, recogniser))
      .catch((error: unknown): Reading => ({ kind: 'broken', problem: reasonOf(error) }));
    if (isClosed) throw new FaceAuthError('not-ready');
    if (lease.giveBack(OUTCOMES[reading.kind], performance.now())) {
      servers.dropped(lease.address, problemOf(reading, recogniser));
    }
    return reading;
  };

  /** @returns What the first server says or, where that does not settle it, what the second one says, if any. */
  const judge = async (picture: Uint8Array, path: string): Promise<readonly Reading[]> => {
    const startedAt = performance.now();
    const first = servers.take();
    if (first === undefined) return [];
    const hasOther = servers.canTake(first.address);
    const reading = await ask(first, picture, path, hasOther ? FIRST_TRY * deadlineMs : deadlineMs);
    const leftMs = Math.round(startedAt + deadlineMs - performance.now());
    if (isSettled(reading) || leftMs <= 0) return [reading];
    // Alone, it is worth a second request only when the first may have met a connection that was just being closed.
    const second = servers.take(first.address) ?? (reading.kind === 'broken' ? servers.take() : undefined);
    return second === undefined ? [reading] : [reading, await ask(second, picture, path, leftMs)];
  };

  return {
    recogniser,
    async analyse(picture: Uint8Array, analyseOptions: AnalyseOptions): Promise<PictureFacts> {
      if (isClosed) throw new FaceAuthError('not-ready');
      if (picture.length > MOST_BODY_BYTES) throw new FaceAuthError('picture-too-many-bytes');
      return conclude(await judge(picture, `/v1/faces?${facesQuery(analyseOptions)}`), recogniser);
    },
    async close() {
      isClosed = true;
      servers.stop();
      await connections.close();
    },
  };
}

const isSettled = ({ kind }: Reading): boolean => kind === 'facts' || kind === 'refused';

/** @throws FaceAuthError unless one of the readings has the facts. */
function conclude(readings: readonly Reading[], recogniser: string): PictureFacts {
  const last = readings.at(-1);
  if (last?.kind === 'facts') return last.facts;
  if (last?.kind === 'refused') throw last.error;
  if (readings.some(({ kind }) => kind === 'busy')) throw new FaceAuthError('engine-busy', { retryAfter: 1 });
  const problems = readings.map((reading) => problemOf(reading, recogniser));
  throw new FaceAuthError('engine-failed', { problem: problems.join('; ') || 'no inference server is ready' });
}

function problemOf(reading: Reading, recogniser: string): string {
  switch (reading.kind) {
    case 'broken':
      return reading.problem;
    case 'foreign':
      return foreignProblem(reading.recogniser, recogniser);
    case 'failed':
      return 'its engine fails again and again';
    case 'busy':
    case 'refused':
    case 'facts':
      return reading.kind;
  }
}

async function resolveName(name: string): Promise<readonly string[]> {
  return (await lookup(name, { all: true })).map(({ address }) => address);
}
