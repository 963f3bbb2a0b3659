import type { RequestListener } from 'node:http';
import type { Socket } from 'node:net';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { createInference } from '../../inference/create-inference.ts';
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
  readableLog,
  RECOGNISER,
  saying,
  slowDown,
  startLoad,
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

const addressesOf = (pods: readonly Pod[]): string[] => pods.map(({ address }) => address);

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
      slowDown(pods);
      const { engine, text } = await stage.startClient(pods);
      const load = startLoad(engine);
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
      await load.end();

      expect(load.answered()).toBeGreaterThan(100);
    },
  );

  it('is left once its name has another address', async () => {
    const sockets: Socket[] = [];
    const judge = createInference({ engine: fakeEngine(1), version: '0', log: readableLog().log });
    const app: RequestListener = (req, res) => {
      sockets.push(req.socket);
      judge(req, res);
    };
    const pods = await stage.startPods(2, { apps: [app] });
    let known = pods.slice(0, 1);
    const { engine, text } = await stage.startClient(known, {
      resolve: async () => addressesOf(known),
      resolveEveryMs: 20,
    });
    expect(await whoAnswers(engine)).toBe(1);
    known = pods.slice(1);
    await saying(text, '127.0.0.2 is ready');
    await saying(text, '127.0.0.1 is gone');

    expect(await Promise.all([1, 2, 3].map(() => whoAnswers(engine)))).toEqual([2, 2, 2]);
    await eventually(() => {
      expect(sockets.every(({ destroyed }) => destroyed)).toBe(true);
    });
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

  it('costs no picture when it only closed the connection, even if it is the only one', async () => {
    let requests = 0;
    const judge = createInference({ engine: fakeEngine(7), version: '0', log: readableLog().log });
    const app: RequestListener = (req, res) => {
      if (req.method === 'POST' && ++requests === 1) res.socket?.destroy();
      else judge(req, res);
    };
    const { engine } = await stage.startClient(await stage.startPods(1, { apps: [app] }));

    expect(await whoAnswers(engine)).toBe(7);
    expect(requests).toBe(2);
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
