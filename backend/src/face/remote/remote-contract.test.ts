import { beforeAll, expect, it } from 'vitest';
import { listen } from '../../http/http-server.ts';
import { createInference } from '../../inference/create-inference.ts';
import { makeAuthority } from '../../tls/testing.ts';
import type { TlsFiles } from '../../tls/tls-files.ts';
import { faceEngineContract } from '../engine.contract.ts';
import type { FaceEngine } from '../engine.ts';
import { startEngine } from '../start-engine.ts';
import { packagedFace, preparedModels } from '../testing.ts';
import { startRemoteEngine } from './remote-engine.ts';
import { fixedTls, NAME, readableLog } from './testing.ts';

let serverTls: TlsFiles;
let clientTls: TlsFiles;
beforeAll(async () => {
  const authority = await makeAuthority();
  serverTls = fixedTls(await authority.issue(NAME));
  clientTls = fixedTls(await authority.issue());
});

/** The shipped engine behind a server, and a client of it. */
async function startBoth(): Promise<{ local: FaceEngine; remote: FaceEngine }> {
  const modelsDir = await preparedModels();
  const local = await startEngine({ engine: 'onnx', modelsDir, workers: 2, queueLimit: 32 });
  const { log } = readableLog();
  const server = await listen({ host: '127.0.0.1', port: 0, tls: serverTls });
  server.serve({ app: createInference({ engine: local, version: '0', log }) });
  const client = await startRemoteEngine({
    url: `https://${NAME}:${server.port}`,
    recogniser: local.recogniser,
    tls: clientTls,
    log,
    resolve: async () => ['127.0.0.1'],
  });
  const remote: FaceEngine = {
    ...client,
    async close() {
      await client.close();
      await server.stop();
      await local.close();
    },
  };
  return { local, remote };
}

faceEngineContract('the remote engine', async () => (await startBoth()).remote);

it('gives the same facts as the engine behind it, number for number', { timeout: 60_000 }, async () => {
  const { local, remote } = await startBoth();
  const options = { vector: 'full', iris: true } as const;
  const facts = await local.analyse(await packagedFace('person-a-1'), options);

  expect(facts.faces[0]?.vector).toBeDefined();
  expect(await remote.analyse(await packagedFace('person-a-1'), options)).toEqual(facts);
  const region = facts.faces[0]?.region ?? { x: 0, y: 0, size: 0, roll: 0 };
  const hinted = { vector: 'quick', region } as const;
  expect(await remote.analyse(await packagedFace('person-a-1'), hinted)).toEqual(
    await local.analyse(await packagedFace('person-a-1'), hinted),
  );
  expect(remote.recogniser).toBe(local.recogniser);
  await remote.close();
});
