import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { REPOSITORY } from './folders.ts';

/** A running service with a data folder of its own. */
export interface Server {
  /** Without a slash at the end. */
  readonly url: string;
  /** The first admin's link. */
  readonly invitation: string;
  readonly pid: number;
  /** Milliseconds from the start of the process to readiness. */
  readonly startedInMs: number;
  /** What it has printed up to now. */
  output(): string;
  /** Ends it and removes its data. */
  stop(): Promise<void>;
}

export interface ServerOptions {
  /** Settings on top: `{ FACE_AUTH_MOVES: 'blink,turn-left' }`. */
  readonly settings?: Readonly<Record<string, string>>;
}

const READY = /Ready: (http\S+?)\/?(?:"|\s|$)/;
const INVITATION = /Invitation for the first admin: (http[^\s"]+)/;
const START_LIMIT_MS = 30_000;

/**
 * Starts the service as an operator would, on a free port.
 *
 * @throws Error with everything it printed, when it ends or is not ready after 30 s.
 */
export async function startServer({ settings = {} }: ServerOptions = {}): Promise<Server> {
  const data = mkdtempSync(path.join(tmpdir(), 'face-auth-e2e-'));
  const started = performance.now();
  const child = spawn(process.execPath, [path.join(REPOSITORY, 'backend/src/main.ts')], {
    env: {
      ...foreignEnvironment(process.env),
      FACE_AUTH_PORT: String(await freePort()),
      FACE_AUTH_DATA: data,
      FACE_AUTH_LOG_FORMAT: 'json',
      ...settings,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const lines: string[] = [];
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM');
    await ended;
    rmSync(data, { recursive: true, force: true });
  };

  try {
    const { url, invitation, readyAt } = await untilReady(child, lines);
    return {
      url,
      invitation,
      pid: child.pid ?? 0,
      startedInMs: readyAt - started,
      output: () => lines.join('\n'),
      stop,
    };
  } catch (error) {
    await stop();
    throw new Error(`The service did not start: ${(error as Error).message}\n${lines.join('\n')}`, { cause: error });
  }
}

interface Printed {
  readonly url: string;
  readonly invitation: string;
  readonly readyAt: number;
}

/** Collects what the child prints and waits for its address and its invitation. */
function untilReady(child: ChildProcess, lines: string[]): Promise<Printed> {
  return new Promise((resolve, reject) => {
    const limit = setTimeout(() => reject(new Error(`not ready after ${START_LIMIT_MS / 1000} s`)), START_LIMIT_MS);
    let url: string | undefined;
    let invitation: string | undefined;
    let readyAt = 0;
    const read = (line: string): void => {
      lines.push(line);
      invitation ??= INVITATION.exec(line)?.[1];
      const found = READY.exec(line)?.[1];
      if (found !== undefined) [url, readyAt] = [found, performance.now()];
      if (url === undefined || invitation === undefined) return;
      clearTimeout(limit);
      resolve({ url, invitation, readyAt });
    };
    child.once('close', (code) => {
      clearTimeout(limit);
      reject(new Error(`it ended with code ${code}`));
    });
    for (const stream of [child.stdout, child.stderr]) if (stream) createInterface(stream).on('line', read);
  });
}

/** Without the variables that are meant for our tools: the service refuses settings it does not know. */
function foreignEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('FACE_AUTH_')));
}

/** A port that nobody listens on now. */
export async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('The system gave no port');
  return address.port;
}
