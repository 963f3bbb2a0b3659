import { request } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FaceAuthError } from '../errors.ts';
import { FacesAnswer } from '../face/remote/faces-answer.ts';
import { fakeEngine, readableLog, saying, type FakeEngine, type ReadableLog } from '../face/remote/testing.ts';
import { listen, type HttpServer } from '../http/http-server.ts';
import { faceFacts, pictureFacts } from '../login/testing.ts';
import { createHealth, createInference } from './create-inference.ts';

const PICTURE = new Uint8Array([0xff, 0xd8, 1, 2, 3]);
const PROBLEM = expect.stringContaining('application/problem+json') as string;

let engine: FakeEngine;
let log: ReadableLog;
let server: HttpServer;
let base: string;
beforeEach(async () => {
  engine = fakeEngine(1);
  log = readableLog();
  server = await listen({ host: '127.0.0.1', port: 0 });
  server.serve({ app: createInference({ engine, version: '1.2.3', log: log.log, deadlineMs: 300 }) });
  base = `http://127.0.0.1:${server.port}`;
});
afterEach(() => server.stop());

const post = (body: Uint8Array<ArrayBuffer>, query = '') =>
  fetch(`${base}/v1/faces${query}`, { method: 'POST', body, headers: { 'content-type': 'image/jpeg' } });

describe('POST /v1/faces', () => {
  it('asks the engine for what the query says and answers with the facts', async () => {
    const answer = await post(PICTURE, '?want=vector&vector=quick&iris=true&roi=0.5,0.4,0.3,-0.1');

    expect(answer.status).toBe(200);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(FacesAnswer.parse(await answer.json())).toEqual({
      recogniser: 'a-recogniser',
      facts: { ...pictureFacts(faceFacts()), brightness: 1 },
    });
    expect(engine.asked).toEqual([{ vector: 'quick', iris: true, region: { x: 0.5, y: 0.4, size: 0.3, roll: -0.1 } }]);
  });

  it('refuses a query that nobody can mean, and one that says who the person is', async () => {
    for (const query of ['?want=all', '?roi=1,2', '?user=anna']) {
      expect(await (await post(PICTURE, query)).json()).toMatchObject({ status: 400, code: 'query-invalid' });
    }
    expect(engine.asked).toEqual([]);
  });

  it('passes the reason on why a picture is of no use', async () => {
    engine.answer = () => {
      throw new FaceAuthError('picture-damaged');
    };
    const answer = await post(PICTURE);

    expect(answer.status).toBe(400);
    expect(answer.headers.get('content-type')).toEqual(PROBLEM);
    expect(await answer.json()).toMatchObject({
      type: 'urn:face-auth:problem:picture-damaged',
      code: 'picture-damaged',
    });
  });

  it('says when to come again while the queue is full', async () => {
    engine.answer = () => {
      throw new FaceAuthError('engine-busy', { retryAfter: 1 });
    };
    const answer = await post(PICTURE);

    expect(answer.status).toBe(503);
    expect(answer.headers.get('retry-after')).toBe('1');
    expect(await answer.json()).toMatchObject({ code: 'engine-busy' });
  });

  it('gives up at the deadline', async () => {
    engine.answer = () => new Promise(() => undefined);
    const answer = await post(PICTURE);

    expect(answer.status).toBe(503);
    expect(answer.headers.get('retry-after')).toBe('1');
  });

  it('takes 4 MB and not a byte more', async () => {
    expect((await post(new Uint8Array(2 ** 22))).status).toBe(200);
    const answer = await post(new Uint8Array(2 ** 22 + 1));

    expect(answer.status).toBe(413);
    expect(answer.headers.get('content-type')).toEqual(PROBLEM);
    expect(await answer.json()).toMatchObject({ code: 'body-too-large' });
    expect(engine.asked).toHaveLength(1);
  });

  it('stops reading a body that does not say how long it is', async () => {
    const status = await new Promise((resolve, reject) => {
      const req = request(`${base}/v1/faces`, { method: 'POST' }, (res) => {
        resolve(res.statusCode);
        req.destroy();
      }).on('error', reject);
      const more = (): void => {
        while (!req.destroyed && req.write(Buffer.alloc(2 ** 16)));
        req.once('drain', more);
      };
      more();
    });

    expect(status).toBe(413);
    expect(engine.asked).toEqual([]);
  });

  it('wipes picture and vectors when the answer is out', async () => {
    let seen: Uint8Array | undefined;
    const vector = new Float32Array(192).fill(0.5);
    engine.answer = (picture) => {
      expect(Uint8Array.from(picture)).toEqual(PICTURE);
      seen = picture;
      return pictureFacts({ ...faceFacts(), vector });
    };
    const { facts } = FacesAnswer.parse(await (await post(PICTURE)).json());

    expect(facts.faces[0]?.vector).toEqual(new Float32Array(192).fill(0.5));
    expect(seen).toEqual(new Uint8Array(5));
    expect(vector).toEqual(new Float32Array(192));
  });

  it('wipes a picture that it could not judge', async () => {
    let seen: Uint8Array | undefined;
    engine.answer = (picture) => {
      seen = picture;
      throw new FaceAuthError('engine-failed');
    };
    expect((await post(PICTURE)).status).toBe(503);

    expect(seen).toEqual(new Uint8Array(5));
  });

  it('bears a client that goes away in the middle', async () => {
    const reached = Promise.withResolvers<void>();
    const app = createInference({ engine, version: '1.2.3', log: log.log });
    server.serve({
      app(req, res) {
        reached.resolve();
        app(req, res);
      },
    });
    const req = request(`${base}/v1/faces`, { method: 'POST', headers: { 'content-length': 1_000 } });
    req.on('error', () => undefined).write('half');
    await reached.promise;
    req.destroy();

    await saying(log.text, 'POST /v1/faces: The request body');
    expect(log.text()).not.toContain('error');
    expect(engine.asked).toEqual([]);
  });

  it('leaves pictures, vectors and queries out of the log', async () => {
    engine.answer = () => pictureFacts({ ...faceFacts(), vector: new Float32Array(192).fill(0.5) });
    const text = JSON.stringify(await (await post(PICTURE, '?want=vector&roi=0.123456,0.4,0.3,0')).json());
    const { vector } = (JSON.parse(text) as { faces: { vector: string }[] }).faces[0] ?? { vector: '' };

    expect(log.text()).toContain('POST /v1/faces 200');
    expect(log.text()).not.toContain(vector.slice(0, 16));
    expect(log.text()).not.toContain('0.123456');
  });
});

describe('an inference server', () => {
  it('says that it is alive and ready, and of what recogniser', async () => {
    expect(await (await fetch(`${base}/healthz`)).json()).toEqual({ healthy: true });
    expect(await (await fetch(`${base}/readyz`)).json()).toEqual({ ready: true, recogniser: 'a-recogniser' });
    expect(await (await fetch(`${base}/version`)).json()).toEqual({ version: '1.2.3' });
  });

  it('has nothing else, and nothing but health on the port for that', async () => {
    expect(await (await fetch(`${base}/api/v1/session`)).json()).toMatchObject({ status: 404, code: 'not-found' });
    server.serve({ app: createHealth({ engine, version: '1.2.3', log: log.log }) });

    expect((await fetch(`${base}/readyz`)).status).toBe(200);
    expect((await post(PICTURE)).status).toBe(404);
  });
});
