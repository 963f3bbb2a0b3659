import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { createInterface } from 'node:readline';
import pino from 'pino';
import { residentMemory } from '../../e2e/bench/resident-memory.ts';
import { RECOGNISER } from '../src/face/human/recogniser-id.ts';
import { startRemoteEngine } from '../src/face/remote/remote-engine.ts';

const MAIN = fileURLToPath(new URL('../src/main.ts', import.meta.url));
const READY = /Ready: (http[^\s"/]+\/\/[^\s"/]+)/;
const STARTS = 5;
/** As many gateways' frames at once as keep the workers of any machine busy. */
const AT_ONCE = 8;
const READINGS = 10;

export interface InferenceFigures {
  /** Start of the process to readiness, ms; one value a start. */
  readonly startMs: readonly number[];
  /** Resident memory, MB (1e6 bytes), after that many frames. */
  readonly memory: readonly { readonly frames: number; readonly mb: number }[];
}

/** Starts role `inference` several times, then sends it frames over HTTP as a gateway does: full vectors and challenge frames in turn. */
export async function measureInference(
  frames: { readonly large: readonly Uint8Array[]; readonly small: readonly Uint8Array[] },
  count: number,
  say: (line: string) => void,
): Promise<InferenceFigures> {
  const startMs: number[] = [];
  for (let start = 0; start < STARTS; start++) {
    const server = await startInference();
    startMs.push(server.startedInMs);
    await server.stop();
  }

  const server = await startInference();
  const engine = await startRemoteEngine({ url: server.url, recogniser: RECOGNISER, log: pino({ level: 'silent' }) });
  const memory: { frames: number; mb: number }[] = [];
  let sent = 0;
  const send = async (): Promise<void> => {
    while (sent < count) {
      const number = sent++;
      const isLarge = number % 4 === 0;
      const set = isLarge ? frames.large : frames.small;
      const frame = set[number % set.length];
      if (frame === undefined) throw new Error('There are no frames');
      await engine.analyse(frame, isLarge ? { vector: 'full' } : { vector: 'quick', iris: number % 4 === 1 });
      if ((number + 1) % Math.ceil(count / READINGS) !== 0) continue;
      memory.push({ frames: number + 1, mb: residentMemory(server.pid) });
      say(`${number + 1} frames, ${memory.at(-1)?.mb.toFixed(0)} MB`);
    }
  };
  try {
    await Promise.all(Array.from({ length: AT_ONCE }, send));
  } finally {
    await engine.close();
    await server.stop();
  }
  return { startMs, memory };
}

interface Inference {
  readonly url: string;
  readonly pid: number;
  readonly startedInMs: number;
  stop(): Promise<void>;
}

async function startInference(): Promise<Inference> {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('FACE_AUTH_')));
  const started = performance.now();
  const child = spawn(process.execPath, [MAIN, 'serve'], {
    env: { ...env, FACE_AUTH_ROLE: 'inference', FACE_AUTH_PORT: '0', FACE_AUTH_LOG_LEVEL: 'info' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const url = await addressOf(child);
  return {
    url,
    pid: child.pid ?? 0,
    startedInMs: performance.now() - started,
    async stop() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

function addressOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    child.once('close', (code) => reject(new Error(`The inference server ended with code ${code}`)));
    if (child.stdout === null) return reject(new Error('The inference server cannot be listened to'));
    createInterface(child.stdout).on('line', (line) => {
      const url = READY.exec(line)?.[1];
      if (url !== undefined) resolve(url);
    });
  });
}
