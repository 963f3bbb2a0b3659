import { request } from 'node:https';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { makeAuthority, mountSecret, type Authority } from '../../tls/testing.ts';
import { openTlsFiles, type TlsCredentials, type TlsFiles } from '../../tls/tls-files.ts';
import {
  createStage,
  eventually,
  fixedTls,
  MESH,
  NAME,
  PICTURE,
  readableLog,
  saying,
  slowDown,
  startLoad,
  type Stage,
} from './testing.ts';

vi.setConfig({ testTimeout: 30_000 });

let authority: Authority;
let server: TlsCredentials;
let client: TlsCredentials;
let stage: Stage;
beforeEach(async () => {
  authority = await makeAuthority();
  server = await authority.issue(NAME);
  client = await authority.issue();
  stage = createStage({ serverTls: fixedTls(server), clientTls: fixedTls(client) });
});
afterEach(() => stage.end());

/** `GET /readyz` of a pod, with these credentials. @returns The status; rejects as the handshake does. */
function readyz(port: number, credentials: Partial<TlsCredentials>): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port, path: '/readyz', servername: NAME, agent: false, ...credentials }, (res) => {
      res.resume();
      resolve(res.statusCode);
    })
      .on('error', reject)
      .end();
  });
}

describe('an inference server', () => {
  it('answers a client with a certificate of its authority', async () => {
    const [pod] = await stage.startPods(1);

    expect(await readyz(pod?.server.port ?? 0, client)).toBe(200);
  });

  it.each([
    { name: 'without a certificate', credentials: async () => ({ ca: authority.ca }) },
    {
      name: 'with a certificate of another authority',
      credentials: async () => ({ ...(await (await makeAuthority()).issue()), ca: authority.ca }),
    },
    { name: 'with a certificate that is for servers', credentials: async () => authority.issue(NAME) },
  ])('does not let a client speak $name', async ({ credentials }) => {
    const [pod] = await stage.startPods(1);

    await expect(readyz(pod?.server.port ?? 0, await credentials())).rejects.toMatchObject({
      code: expect.stringMatching(/ALERT|ECONNRESET|EPIPE/) as string,
    });
  });
});

describe('a gateway', () => {
  it.each([
    {
      name: 'a server with a certificate of another authority',
      other: async () => (await makeAuthority()).issue(NAME),
      says: /certificate/,
    },
    {
      name: 'a server that has another name',
      other: async () => authority.issue('elsewhere.test', '127.0.0.1'),
      says: /does not match certificate's altnames/,
    },
    { name: 'a server whose certificate is for clients', other: async () => authority.issue(), says: /purpose/ },
  ])('does not use $name, until it has the right one', async ({ other, says }) => {
    const tls = { ...fixedTls({ ...(await other()), ca: authority.ca }) };
    const [pod] = await stage.startPods(1, { tls });
    if (pod === undefined) throw new Error('no pod');
    const log = readableLog();
    const starting = stage.startClient([pod], {}, log);
    await saying(log.text, '127.0.0.1 is not used for now: ');
    expect(log.text()).toMatch(says);
    expect(log.text()).not.toContain('is ready');

    await pod.server.stop();
    Object.assign(tls, { current: server });
    await pod.again();
    await starting;
    expect(log.text()).toContain('127.0.0.1 is ready');
  });
});

describe('new certificates on both sides', () => {
  let secrets: Awaited<ReturnType<typeof mountSecret>>[];
  let files: TlsFiles[];
  beforeEach(async () => {
    secrets = [await mountSecret(server), await mountSecret(client)];
    files = secrets.map((secret) => openTlsFiles(secret, { log: readableLog().log, everyMs: 10 }));
  });
  afterEach(async () => {
    for (const opened of files) opened.close();
    for (const secret of secrets) await secret.remove();
  });

  it('lose no request that runs while they come', async () => {
    const [serverFiles, clientFiles] = files;
    const [serverSecret, clientSecret] = secrets;
    if (!serverFiles || !clientFiles || !serverSecret || !clientSecret) throw new Error('no files');
    const pods = await stage.startPods(2, { tls: serverFiles });
    slowDown(pods);
    const { engine, text } = await stage.startClient(pods, { tls: clientFiles });
    const load = startLoad(engine);
    const more = async (): Promise<void> => {
      const before = load.answered();
      await eventually(() => {
        expect(load.answered()).toBeGreaterThan(before + 50);
      });
    };

    for (let round = 0; round < 3; round++) {
      const [next, nextClient] = [await authority.issue(NAME), await authority.issue()];
      await serverSecret.swap(next);
      await eventually(() => {
        expect(serverFiles.current).toEqual(next);
      });
      await more();
      await clientSecret.swap(nextClient);
      await eventually(() => {
        expect(clientFiles.current).toEqual(nextClient);
      });
      await more();
    }
    await load.end();

    expect(text()).not.toContain('not used');
  });

  it('count on connections that were kept alive from before', async () => {
    const [serverFiles] = files;
    const [serverSecret] = secrets;
    if (!serverFiles || !serverSecret) throw new Error('no files');
    const pods = await stage.startPods(1, { tls: serverFiles });
    const { engine } = await stage.startClient(pods);
    const other = await makeAuthority();
    const next = { ...(await authority.issue(NAME)), ca: other.ca };
    await serverSecret.swap(next);
    await eventually(() => {
      expect(serverFiles.current).toEqual(next);
    });

    // The last answer on the old connection; the client's certificate is of an authority that no longer counts.
    await engine.analyse(PICTURE, MESH);
    await expect(engine.analyse(PICTURE, MESH)).rejects.toMatchObject({ code: 'engine-failed' });
  });
});
