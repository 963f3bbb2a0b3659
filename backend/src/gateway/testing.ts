/** For tests: a whole gateway on a real port and a real store, with a fake engine and fake courses that frames steer. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WebSocket } from 'ws';
import { SHIPPED_CALIBRATION } from '../face/calibration/calibration.ts';
import { FaceAuthError } from '../errors.ts';
import type { FaceEngine, FaceFacts, PictureFacts } from '../face/engine.ts';
import { listen } from '../http/http-server.ts';
import type { Course } from '../login/course.ts';
import { MOVES } from '../login/moves.ts';
import { createLog } from '../observe/log.ts';
import { openSqliteStore } from '../store/sqlite/open-sqlite-store.ts';
import type { ConsentGiven, EnrolmentStarted, LoginStarted, ServerMessage } from './api.ts';
import { readConsentTexts } from './consent-texts.ts';
import { createGateway, type GatewayOptions } from './create-gateway.ts';

/** What a frame makes the fake course do: go on, pass, or fail. The other words make the fake engine throw. */
type Word = 'on' | 'pass' | 'fail' | 'busy' | 'died' | 'garbage' | 'crash';

const STEER: Partial<Record<Word, number>> = { on: 1, pass: 2, fail: 3 };

/** A picture for the fakes. @param person Whose face is in it; the same name gives the same vector. */
export function picture(word: Word, person = 'anna'): Uint8Array {
  return Buffer.concat([Buffer.from([0xff, 0xd8]), Buffer.from(`${word} ${person}`)]);
}

/** A message of the page. */
export function frameOf(sequence: number, jpeg: Uint8Array): Buffer {
  const header = Buffer.alloc(14);
  header.writeUInt32BE(sequence, 0);
  header.writeDoubleBE(1_000, 4);
  header.writeUInt16BE(320, 12);
  return Buffer.concat([header, jpeg]);
}

/** Fake of the engine: reads from the picture what to answer. `gate` holds answers back. */
export function fakeEngine(): FaceEngine & { gate: Promise<void> } {
  return {
    recogniser: SHIPPED_CALIBRATION.recogniser,
    gate: Promise.resolve(),
    async analyse(jpeg): Promise<PictureFacts> {
      const [word, person = ''] = Buffer.from(jpeg.subarray(2)).toString().split(' ') as [Word, string?];
      await this.gate;
      if (word === 'busy') throw new FaceAuthError('engine-busy');
      if (word === 'died') throw new FaceAuthError('engine-failed');
      if (word === 'garbage') throw new FaceAuthError('picture-invalid');
      if (word === 'crash') throw new Error('the engine crashed');
      const face = { vector: vectorOf(person) } as unknown as FaceFacts;
      return { width: 320, height: 240, faces: [face], brightness: STEER[word] ?? 0 };
    },
    async close() {
      // Nothing to end.
    },
  };
}

/** Fake of a course: does what the frame says, and runs out of time like a real one. */
export function fakeCourse(vectors: number, { startedAt, courseMs }: { startedAt: number; courseMs: number }): Course {
  return {
    wants: () => ({ vector: 'full' }),
    observe({ facts }) {
      if (facts.brightness === STEER.fail) return { state: 'failed', reason: 'wrong-order' };
      const vector = facts.faces[0]?.vector ?? new Float32Array();
      if (facts.brightness === STEER.pass)
        return { state: 'passed', vectors: Array<Float32Array>(vectors).fill(vector) };
      return { state: 'running', guidance: 'look-straight', progress: 0.5, next: { width: 640, intervalMs: 100 } };
    },
    tick: (at) => (at > startedAt + courseMs ? { state: 'failed', reason: 'timeout' } : undefined),
  };
}

function vectorOf(person: string): Float32Array {
  const seed = [...person].reduce((sum, letter) => sum * 31 + letter.charCodeAt(0), 7);
  const values = Float32Array.from({ length: 192 }, (_, index) => Math.sin(seed * (index + 1) * 0.7 + index));
  const norm = Math.hypot(...values);
  return values.map((value) => value / norm);
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Record<string, unknown>;
  readonly text: string;
}

export type TestGateway = Awaited<ReturnType<typeof startTestGateway>>;

/** Starts it. Call `stop` at the end of the test. */
export async function startTestGateway(change: Partial<GatewayOptions> = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'face-auth-gateway-'));
  const webDir = join(folder, 'web');
  await mkdir(webDir);
  await writeFile(join(webDir, 'index.html'), '<!doctype html><title>The page</title>');
  const { store, keys } = openSqliteStore({ dataDir: folder, keyFile: join(folder, 'key') });
  const server = await listen({ host: '127.0.0.1', port: 0 });
  const origin = `http://localhost:${server.port}`;
  const clock = { now: 1_800_000_000_000 };
  const engine = fakeEngine();
  const logLines: string[] = [];
  const options: GatewayOptions = {
    store,
    keys,
    engine,
    startLoginCourse: (options) => fakeCourse(1, options),
    startEnrolmentCourse: (options) => fakeCourse(3, options),
    publicUrl: origin,
    moves: MOVES,
    calibration: SHIPPED_CALIBRATION,
    falseMatchRate: '1e-4',
    trustedProxies: [],
    webDir,
    consentTexts: readConsentTexts(join(import.meta.dirname, '..', '..', 'consent')),
    version: '1.2.3',
    now: () => clock.now,
    random: () => 0.5,
    log: createLog({ level: 'info', format: 'json', write: (line) => logLines.push(line) }),
    ...change,
  };
  const running = { gateway: createGateway(options) };
  server.serve(running.gateway);

  /** Another gateway on the same store takes over. */
  const restart = (otherwise: Partial<GatewayOptions>): void => {
    running.gateway = createGateway({ ...options, ...otherwise });
    server.serve(running.gateway);
  };
  const base = `http://127.0.0.1:${server.port}`;

  const send = async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) => {
    const response = await fetch(`${base}${path}`, {
      method,
      headers: { origin, ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = /json$/.test(response.headers.get('content-type')?.split(';')[0] ?? '') && !text.includes('}\n{');
    return {
      status: response.status,
      headers: response.headers,
      text,
      body: (isJson && text !== '' ? JSON.parse(text) : {}) as Record<string, unknown>,
    } satisfies Answer;
  };

  const connect = (path: string, nonce: string, headers: Record<string, string> = { origin }) =>
    connectTo(`ws://127.0.0.1:${server.port}${path}`, ['face-auth.v1', nonce], headers);

  const startLogin = async (username: string) => {
    const { status, body } = await send('POST', '/api/v1/logins', { username });
    if (status !== 201) throw new Error(`a login was refused: ${JSON.stringify(body)}`);
    return body as unknown as LoginStarted;
  };

  /** Shows one picture, and gives back the last message. */
  const logIn = async (username: string, jpeg: Uint8Array) => {
    const login = await startLogin(username);
    const client = await connect(`/api/v1/logins/${login.id}/frames`, login.nonce);
    client.socket.send(frameOf(0, jpeg));
    return { login, end: await client.end() };
  };

  const openSession = async (username: string, person = username) => {
    const { login } = await logIn(username, picture('pass', person));
    const answer = await send('POST', `/api/v1/logins/${login.id}/session`, undefined, {
      'x-face-auth-nonce': login.nonce,
    });
    return { answer, cookie: answer.headers.getSetCookie()[0]?.split(';')[0] ?? '' };
  };

  const startEnrolment = async (token: string) => {
    const { status, body } = await send('POST', '/api/v1/enrolments', { token });
    if (status !== 201) throw new Error(`an enrolment was refused: ${JSON.stringify(body)}`);
    return body as unknown as EnrolmentStarted;
  };

  const consent = async ({ id, nonce, consent: { en } }: EnrolmentStarted, change: Partial<ConsentGiven> = {}) =>
    send(
      'POST',
      `/api/v1/enrolments/${id}/consent`,
      { version: en.version, hash: en.hash, language: 'en', ...change },
      { 'x-face-auth-nonce': nonce },
    );

  const enrolWith = async (token: string, person: string, username?: string) => {
    const enrolment = await startEnrolment(token);
    await consent(enrolment, username === undefined ? {} : { username });
    const client = await connect(`/api/v1/enrolments/${enrolment.id}/frames`, enrolment.nonce);
    client.socket.send(frameOf(0, picture('pass', person)));
    return client.end();
  };

  /** Enrols an admin. */
  const enrolAdmin = async (username = 'anna') => {
    const link = await running.gateway.inviteFirstAdmin();
    await enrolWith(link?.split('#')[1] ?? '', username, username);
  };

  const invite = async (cookie: string, username: string, role = 'user') => {
    const { body } = await send('POST', '/api/v1/invitations', { username, role }, { cookie });
    return String(body['url']).split('#')[1] ?? '';
  };

  return {
    ...{ store, keys, clock, engine, origin, port: server.port, folder, logLines, restart },
    get gateway() {
      return running.gateway;
    },
    ...{ send, connect, startLogin, logIn, openSession, startEnrolment, consent, enrolWith, enrolAdmin, invite },
    async stop() {
      await server.stop();
      await store.close();
      await rm(folder, { recursive: true });
    },
  };
}

export type Client = Awaited<ReturnType<typeof connectTo>>;

/** Opens a socket. @throws what the server answered instead: status and problem document. */
async function connectTo(url: string, protocols: string[], headers: Record<string, string>) {
  const socket = new WebSocket(url, protocols, { headers });
  const messages: ServerMessage[] = [];
  const closed = new Promise<{ code: number; reason: string }>((resolve) => {
    socket.on('close', (code, reason) => {
      resolve({ code, reason: reason.toString() });
    });
  });
  socket.on('message', (data: Buffer) => messages.push(JSON.parse(data.toString()) as ServerMessage));
  await new Promise<void>((resolve, reject) => {
    socket.on('open', resolve);
    socket.on('error', reject);
    socket.on('unexpected-response', (_request, response) => {
      response.setEncoding('utf8').on('data', (body: string) => {
        reject(Object.assign(new Error(body), { status: response.statusCode, body: JSON.parse(body) as unknown }));
      });
    });
  });

  return {
    socket,
    messages,
    closed,
    /** The next message that comes. */
    next: () =>
      new Promise<ServerMessage>((resolve) => {
        socket.once('message', (data: Buffer) => {
          resolve(JSON.parse(data.toString()) as ServerMessage);
        });
      }),
    /** The last message, when the server has closed. */
    async end() {
      await closed;
      return messages.at(-1);
    },
  };
}
