/** For tests: inference servers on addresses of this machine, each as a pod of its own. */
import type { RequestListener } from 'node:http';
import { expect, vi } from 'vitest';
import { listen, type HttpServer, type ListenOptions } from '../../http/http-server.ts';
import { createInference } from '../../inference/create-inference.ts';
import { faceFacts, pictureFacts } from '../../login/testing.ts';
import { createLog, type Log } from '../../observe/log.ts';
import type { TlsCredentials, TlsFiles } from '../../tls/tls-files.ts';
import type { AnalyseOptions, FaceEngine, PictureFacts } from '../engine.ts';
import { startRemoteEngine, type RemoteEngineOptions } from './remote-engine.ts';

export const RECOGNISER = 'a-recogniser';

/** A log whose lines can be read. */
export interface ReadableLog {
  readonly log: Log;
  readonly text: () => string;
}

export function readableLog(): ReadableLog {
  const lines: string[] = [];
  const log = createLog({ level: 'debug', format: 'text', write: (line) => lines.push(line) });
  return { log, text: () => lines.join('') };
}

/** Fake of an engine. Its answers tell in `brightness` which one it is. `answer` can be replaced. */
export interface FakeEngine extends FaceEngine {
  readonly asked: AnalyseOptions[];
  answer: (picture: Uint8Array) => PictureFacts | Promise<PictureFacts>;
}

export function fakeEngine(number: number, recogniser = RECOGNISER): FakeEngine {
  return {
    recogniser,
    asked: [],
    answer: () => ({ ...pictureFacts(faceFacts()), brightness: number }),
    async analyse(picture, options) {
      this.asked.push(options);
      return this.answer(picture);
    },
    async close() {
      // Nothing to end.
    },
  };
}

/** Credentials that are replaced by hand. */
export function fixedTls(credentials: TlsCredentials): TlsFiles {
  return { current: credentials, onChange: () => undefined, close: () => undefined };
}

/** An inference server on one address. */
export interface Pod {
  readonly address: string;
  readonly engine: FakeEngine;
  readonly server: HttpServer;
  /** Starts it again where it was, with another engine if one is given. */
  again(other?: FaceEngine): Promise<void>;
}

export interface PodsOptions {
  /** What answers in the place of inference servers, in order. */
  readonly apps?: readonly (RequestListener | undefined)[];
  /** How long requests under way may take when a pod stops. Default 0: they are broken off. */
  readonly drainMs?: number;
  readonly tls?: TlsFiles;
}

/** Pods and clients of one test, with certificates of one authority; all end with `end`. */
export interface Stage {
  /** On 127.0.0.1, .2, …, all on one free port. */
  startPods(count: number, options?: PodsOptions): Promise<Pod[]>;
  /** A client of these pods that has found all of them. */
  startClient(
    pods: readonly Pod[],
    options?: Partial<Omit<RemoteEngineOptions, 'log'>>,
    log?: ReadableLog,
  ): Promise<{ engine: FaceEngine; text: () => string }>;
  end(): Promise<void>;
}

export const NAME = 'inference.test';

export function createStage({ serverTls, clientTls }: { serverTls: TlsFiles; clientTls: TlsFiles }): Stage {
  const ends: (() => Promise<void>)[] = [];
  return {
    async startPods(count, { apps = [], drainMs = 0, tls = serverTls } = {}) {
      const pods: Pod[] = [];
      for (let number = 1; number <= count; number++) {
        const place = { host: `127.0.0.${number}`, port: pods[0]?.server.port ?? 0, tls, drainMs };
        const pod = await startPod(number, place, apps[number - 1]);
        ends.push(() => pod.server.stop());
        pods.push(pod);
      }
      return pods;
    },
    async startClient(pods, options = {}, { log, text } = readableLog()) {
      const engine = await startRemoteEngine({
        url: `https://${NAME}:${pods[0]?.server.port}`,
        recogniser: RECOGNISER,
        tls: clientTls,
        log,
        resolve: async () => pods.map(({ address }) => address),
        tickMs: 20,
        ...options,
      });
      ends.push(() => engine.close());
      for (const { address } of pods) await saying(text, `${address} is `);
      return { engine, text };
    },
    async end() {
      for (const end of ends.splice(0).reverse()) await end();
    },
  };
}

/** Resolves when the check passes, on a busy machine too. */
export function eventually(check: () => void): Promise<void> {
  return vi.waitFor(check, { timeout: 15_000, interval: 10 });
}

/** Resolves when the log says so. */
export function saying(text: () => string, sentence: string): Promise<void> {
  return eventually(() => {
    expect(text()).toContain(sentence);
  });
}

async function startPod(number: number, place: ListenOptions, app?: RequestListener): Promise<Pod> {
  const engine = fakeEngine(number);
  const start = async (port: number, judge: FaceEngine): Promise<HttpServer> => {
    const server = await listen({ ...place, port });
    server.serve({ app: app ?? createInference({ engine: judge, version: '0', log: readableLog().log }) });
    return server;
  };
  let server = await start(place.port, engine);
  return {
    address: place.host,
    engine,
    get server() {
      return server;
    },
    async again(other = engine) {
      server = await start(server.port, other);
    },
  };
}

/** What fake engines get to see. */
export const PICTURE = new Uint8Array([0xff, 0xd8]);
export const MESH: AnalyseOptions = { vector: 'none' };

/** Which pod answered. */
export async function whoAnswers(engine: FaceEngine): Promise<number> {
  return (await engine.analyse(PICTURE, MESH)).brightness;
}

/** Something that is ready by its own words, and answers a picture in its own way. */
export function posing(answer: RequestListener, recogniser = RECOGNISER): RequestListener {
  return (req, res) => {
    if (req.url === '/readyz')
      res.setHeader('content-type', 'application/json').end(JSON.stringify({ ready: true, recogniser }));
    else answer(req, res);
  };
}

/** Lets the engines of these pods take some ms for a picture. */
export function slowDown(pods: readonly Pod[]): void {
  for (const { engine } of pods) {
    const { answer } = engine;
    engine.answer = async (picture) => {
      await new Promise((resolve) => setTimeout(resolve, 3));
      return answer(picture);
    };
  }
}

/** Keeps eight requests under way. */
export function startLoad(engine: FaceEngine): {
  answered: () => number;
  /** Ends it; rejects when one was not answered. */
  end: () => Promise<void>;
} {
  let [answered, isDone] = [0, false];
  const one = async (): Promise<void> => {
    while (!isDone) {
      await engine.analyse(PICTURE, MESH);
      answered += 1;
    }
  };
  const all = Promise.all(Array.from({ length: 8 }, one));
  return {
    answered: () => answered,
    async end() {
      isDone = true;
      await all;
    },
  };
}
