import type { RequestListener } from 'node:http';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { FaceAuthError, type ErrorCode } from '../../errors.ts';
import { makeAuthority } from '../../tls/testing.ts';
import {
  createStage,
  eventually,
  fakeEngine,
  fixedTls,
  MESH,
  NAME,
  PICTURE,
  posing,
  RECOGNISER,
  whoAnswers,
  type Pod,
  type Stage,
} from './testing.ts';

vi.setConfig({ testTimeout: 30_000 });

let stage: Stage;
beforeAll(async () => {
  const authority = await makeAuthority();
  stage = createStage({
    serverTls: fixedTls(await authority.issue(NAME)),
    clientTls: fixedTls(await authority.issue()),
  });
});
afterEach(() => stage.end());

const askedOf = (pods: readonly Pod[]): number[] => pods.map(({ engine }) => engine.asked.length);

const failing = (code: ErrorCode) => () => {
  throw new FaceAuthError(code, code === 'engine-busy' ? { retryAfter: 1 } : {});
};

describe('requests to several servers', () => {
  it('go to all of them alike', async () => {
    const pods = await stage.startPods(3);
    const { engine } = await stage.startClient(pods);
    for (let i = 0; i < 30; i++) await whoAnswers(engine);

    expect(askedOf(pods)).toEqual([10, 10, 10]);
  });

  it('go past one that still works on something', async () => {
    const pods = await stage.startPods(2);
    const { engine } = await stage.startClient(pods);
    const gate = Promise.withResolvers<void>();
    for (const pod of pods) {
      const { answer } = pod.engine;
      pod.engine.answer = async (picture) => {
        await gate.promise;
        pod.engine.answer = answer;
        return answer(picture);
      };
    }
    const first = whoAnswers(engine);
    await eventually(() => {
      expect(askedOf(pods).toSorted()).toEqual([0, 1]);
    });
    const busy = pods.find(({ engine: { asked } }) => asked.length === 1);
    const free = pods.find((pod) => pod !== busy);
    if (free !== undefined) free.engine.answer = () => fakeEngine(7).answer(PICTURE);

    for (let i = 0; i < 5; i++) expect(await whoAnswers(engine)).toBe(7);
    gate.resolve();
    await first;
  });

  it('carry what is asked for, and a picture of 2 MB', async () => {
    const pods = await stage.startPods(1);
    const { engine } = await stage.startClient(pods);
    const picture = new Uint8Array(2 ** 21).fill(7);
    const sizes: number[] = [];
    const [pod] = pods;
    const { answer } = pod?.engine ?? fakeEngine(1);
    if (pod !== undefined)
      pod.engine.answer = (bytes) => {
        sizes.push(bytes.filter((byte) => byte === 7).length);
        return answer(bytes);
      };
    const options = { vector: 'quick', iris: true, region: { x: 0.5, y: 0.4, size: 0.3, roll: -0.1 } } as const;
    await engine.analyse(picture, options);

    expect(pod?.engine.asked).toEqual([options]);
    expect(sizes).toEqual([2 ** 21]);
    expect(picture.every((byte) => byte === 7)).toBe(true);
  });

  it('are not made with more than 4 MB', async () => {
    const pods = await stage.startPods(1);
    const { engine } = await stage.startClient(pods);

    await expect(engine.analyse(new Uint8Array(2 ** 22 + 1), MESH)).rejects.toMatchObject({
      code: 'picture-too-many-bytes',
    });
    expect(askedOf(pods)).toEqual([0]);
  });
});

describe('a picture that a server does not judge', () => {
  it('is handed to another when the queue is full', async () => {
    const pods = await stage.startPods(2);
    const { engine, text } = await stage.startClient(pods);
    for (const pod of pods.slice(0, 1)) pod.engine.answer = failing('engine-busy');

    expect(await Promise.all([1, 2, 3, 4].map(() => whoAnswers(engine)))).toEqual([2, 2, 2, 2]);
    expect(text()).not.toContain('not used');
  });

  it('is refused as busy when all queues are full, after two have been asked', async () => {
    const pods = await stage.startPods(3);
    const { engine } = await stage.startClient(pods);
    for (const pod of pods) pod.engine.answer = failing('engine-busy');

    await expect(engine.analyse(PICTURE, MESH)).rejects.toMatchObject({
      code: 'engine-busy',
      detail: { retryAfter: 1 },
    });
    expect(askedOf(pods).toSorted()).toEqual([0, 1, 1]);
  });

  it.each(['picture-invalid', 'picture-damaged', 'picture-too-many-pixels'] as const)(
    'is refused for good as %s',
    async (code) => {
      const pods = await stage.startPods(2);
      const { engine } = await stage.startClient(pods);
      for (const pod of pods) pod.engine.answer = failing(code);

      await expect(engine.analyse(PICTURE, MESH)).rejects.toMatchObject({ code });
      expect(askedOf(pods).toSorted()).toEqual([0, 1]);
    },
  );

  it('is handed to another when a worker died over it, which is forgiven now and then', async () => {
    const pods = await stage.startPods(2);
    const { engine, text } = await stage.startClient(pods);
    const [first] = pods;
    if (first !== undefined) first.engine.answer = failing('engine-failed');

    const askFirst = async () => {
      const before = first?.engine.asked.length ?? 0;
      while (first?.engine.asked.length === before) expect(await whoAnswers(engine)).toBe(2);
    };
    await askFirst();
    await askFirst();
    expect(text()).not.toContain('not used');
    await askFirst();
    expect(text()).toContain('127.0.0.1 is not used for now: its engine fails again and again');
  });

  it('is handed to another when the answer does not come', async () => {
    const pods = await stage.startPods(2);
    const { engine, text } = await stage.startClient(pods, { deadlineMs: 500 });
    for (const pod of pods.slice(0, 1)) pod.engine.answer = () => new Promise(() => undefined);

    expect(await Promise.all([whoAnswers(engine), whoAnswers(engine)])).toEqual([2, 2]);
    expect(text()).toContain('127.0.0.1 is not used for now: it did not answer within 0.2 s');
  });

  it('fails at the deadline when no answer comes from anywhere', async () => {
    const pods = await stage.startPods(2);
    const { engine } = await stage.startClient(pods, { deadlineMs: 500 });
    for (const pod of pods) pod.engine.answer = () => new Promise(() => undefined);

    const startedAt = performance.now();
    await expect(engine.analyse(PICTURE, MESH)).rejects.toMatchObject({ code: 'engine-failed' });
    expect(performance.now() - startedAt).toBeGreaterThan(450);
    expect(performance.now() - startedAt).toBeLessThan(2_000);
  });

  const json =
    (status: number, body: unknown): RequestListener =>
    (_, res) =>
      res.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  it.each<{ name: string; answer: RequestListener; says: RegExp }>([
    {
      name: 'breaks off in the middle',
      answer: (_, res) => {
        res.writeHead(200, { 'content-length': 1_000 }).write('{"recogniser":');
        setImmediate(() => res.socket?.destroy());
      },
      says: /closed|terminated|ECONNRESET/,
    },
    {
      name: 'has another shape',
      answer: json(200, { recogniser: RECOGNISER, faces: 'none' }),
      says: /right shape \(width\)/,
    },
    { name: 'is no JSON', answer: (_, res) => res.end('<html>'), says: /right shape \(no JSON\)/ },
    { name: 'has no end', answer: (_, res) => res.end(Buffer.alloc(2 ** 21, 32)), says: /size/i },
    { name: 'is an error without a code', answer: json(502, {}), says: /it answered 502 without a reason/ },
    { name: 'is that it is stopping', answer: json(503, { code: 'not-ready' }), says: /it answered 503 not-ready/ },
    { name: 'is that it does not understand', answer: json(400, { code: 'query-invalid' }), says: /400 query-invalid/ },
  ])('is handed to another when the answer $name', async ({ answer, says }) => {
    const pods = await stage.startPods(2, { apps: [posing(answer)] });
    const { engine, text } = await stage.startClient(pods);

    expect(await Promise.all([whoAnswers(engine), whoAnswers(engine)])).toEqual([2, 2]);
    expect(text()).toMatch(new RegExp(`127.0.0.1 is not used for now: .*${says.source}`, says.flags));
  });
});

describe('a closed client', () => {
  it('refuses what is under way and what comes', async () => {
    const pods = await stage.startPods(1);
    const { engine } = await stage.startClient(pods);
    for (const pod of pods) pod.engine.answer = () => new Promise(() => undefined);
    const pending = expect(engine.analyse(PICTURE, MESH)).rejects.toMatchObject({ code: 'not-ready' });
    await eventually(() => {
      expect(askedOf(pods)).toEqual([1]);
    });
    await engine.close();

    await pending;
    await expect(engine.analyse(PICTURE, MESH)).rejects.toMatchObject({ code: 'not-ready' });
  });
});
