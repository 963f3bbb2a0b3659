import type { RequestListener } from 'node:http';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { FaceAuthError, type ErrorCode } from '../../errors.ts';
import { makeAuthority } from '../../tls/testing.ts';
import type { FaceEngine } from '../engine.ts';
import {
  createStage,
  eventually,
  fakeEngine,
  fixedTls,
  NAME,
  readableLog,
  RECOGNISER,
  saying,
  type Pod,
  type Stage,
} from './testing.ts';

vi.setConfig({ testTimeout: 30_000 });

const PICTURE = new Uint8Array([0xff, 0xd8]);
const MESH = { vector: 'none' } as const;

let stage: Stage;
beforeAll(async () => {
  const authority = await makeAuthority();
  stage = createStage({
    serverTls: fixedTls(await authority.issue(NAME)),
    clientTls: fixedTls(await authority.issue()),
  });
});
afterEach(() => stage.end());

const addressesOf = (pods: readonly Pod[]): string[] => pods.map(({ address }) => address);

/** Which pod answered. */
const whoAnswers = async (engine: FaceEngine): Promise<number> => (await engine.analyse(PICTURE, MESH)).brightness;

const askedOf = (pods: readonly Pod[]): number[] => pods.map(({ engine }) => engine.asked.length);

const failing = (code: ErrorCode) => () => {
  throw new FaceAuthError(code, code === 'engine-busy' ? { retryAfter: 1 } : {});
};

/** Something that is ready by its own words, and answers a picture in its own way. */
const posing =
  (answer: RequestListener, recogniser = RECOGNISER): RequestListener =>
  (req, res) => {
    if (req.url === '/readyz')
      res.setHeader('content-type', 'application/json').end(JSON.stringify({ ready: true, recogniser }));
    else answer(req, res);
  };

/** Keeps `width` requests under way until `done`. @returns How many were answered; rejects when one was not. */
async function load(engine: FaceEngine, width: number, done: () => boolean): Promise<number> {
  let answered = 0;
  const one = async (): Promise<void> => {
    while (!done()) {
      await engine.analyse(PICTURE, MESH);
      answered += 1;
    }
  };
  await Promise.all(Array.from({ length: width }, one));
  return answered;
}

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

describe('a server that goes away', () => {
  it.each([
    { name: 'at once', drainMs: 0 },
    { name: 'when its requests have ended', drainMs: 2_000 },
  ])(
    '$name under load loses no picture, and is used again when it is back',
    { timeout: 30_000 },
    async ({ drainMs }) => {
      const pods = await stage.startPods(3, { drainMs });
      const [, second] = pods;
      if (second === undefined) throw new Error('no second pod');
      for (const { engine } of pods) {
        const { answer } = engine;
        engine.answer = async (picture) => {
          await new Promise((resolve) => setTimeout(resolve, 3));
          return answer(picture);
        };
      }
      const { engine, text } = await stage.startClient(pods);
      let isDone = false;
      const loaded = load(engine, 8, () => isDone);
      await eventually(() => {
        expect(second.engine.asked.length).toBeGreaterThan(20);
      });
      await second.server.stop();
      await saying(text, 'The inference server 127.0.0.2 is not used for now: ');
      const before = second.engine.asked.length;
      await second.again();
      await eventually(() => {
        expect(second.engine.asked.length).toBeGreaterThan(before + 20);
      });
      isDone = true;

      expect(await loaded).toBeGreaterThan(100);
    },
  );

  it('is no longer asked once its name has another address', async () => {
    const pods = await stage.startPods(2);
    let known = pods.slice(0, 1);
    const { engine, text } = await stage.startClient(pods.slice(0, 1), {
      resolve: async () => addressesOf(known),
      resolveEveryMs: 20,
    });
    expect(await whoAnswers(engine)).toBe(1);
    known = pods.slice(1);
    await saying(text, '127.0.0.2 is ready');
    await saying(text, '127.0.0.1 is gone');

    expect(await Promise.all([1, 2, 3].map(() => whoAnswers(engine)))).toEqual([2, 2, 2]);
  });

  it('stays known when the name cannot be resolved for a while', async () => {
    const pods = await stage.startPods(1);
    let isBroken = false;
    const { engine, text } = await stage.startClient(pods, {
      resolveEveryMs: 20,
      async resolve() {
        if (isBroken) throw new Error('queryA ESERVFAIL');
        return addressesOf(pods);
      },
    });
    isBroken = true;
    await saying(text, 'inference.test cannot be resolved, addresses known before stay in use: queryA ESERVFAIL');

    expect(await whoAnswers(engine)).toBe(1);
  });

  it('lets pictures fail, all of them being away, and no longer than that', async () => {
    const pods = await stage.startPods(1);
    const { engine } = await stage.startClient(pods);
    await pods[0]?.server.stop();
    await expect(engine.analyse(PICTURE, MESH)).rejects.toMatchObject({ code: 'engine-failed' });

    await pods[0]?.again();
    expect(await whoAnswers(engine)).toBe(1);
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

describe('servers with another recogniser', () => {
  it('get no picture, found first or last', async () => {
    const foreign = posing(() => {
      throw new Error('asked for a picture');
    }, 'another-recogniser');
    const pods = await stage.startPods(3, { apps: [foreign, undefined, foreign] });
    const { engine, text } = await stage.startClient(pods);
    await saying(text, '127.0.0.1 is not used for now: its recogniser is another-recogniser, but ');
    await saying(text, '127.0.0.3 is not used for now: its recogniser is another-recogniser, but ');

    expect(engine.recogniser).toBe(RECOGNISER);
    expect(await Promise.all([1, 2, 3, 4].map(() => whoAnswers(engine)))).toEqual([2, 2, 2, 2]);
  });

  it('are found out by their answers too', async () => {
    const pods = await stage.startPods(2);
    const { engine, text } = await stage.startClient(pods);
    await pods[0]?.server.stop();
    await pods[0]?.again(fakeEngine(9, 'another-recogniser'));

    expect(await Promise.all([1, 2, 3, 4].map(() => whoAnswers(engine)))).toEqual([2, 2, 2, 2]);
    await saying(text, '127.0.0.1 is not used for now: its recogniser is another-recogniser');
  });
});

describe('a start before there is a server', () => {
  it('waits, and says for what', async () => {
    const [pod] = await stage.startPods(1);
    if (pod === undefined) throw new Error('no pod');
    await pod.server.stop();
    const log = readableLog();
    let isReady = false;
    const starting = stage.startClient([pod], {}, log).then(({ engine }) => {
      isReady = true;
      return engine;
    });
    await saying(log.text, 'Waiting for an inference server behind inference.test');
    expect(log.text()).toContain('127.0.0.1 is not used for now: connect ECONNREFUSED');
    expect(isReady).toBe(false);

    await pod.again();
    expect(await whoAnswers(await starting)).toBe(1);
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
