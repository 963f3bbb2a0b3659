import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { faceEngineContract } from '../engine.contract.ts';
import { selfTest } from '../self-test.ts';
import { packagedFace, preparedModels } from '../testing.ts';
import { startHumanEngine } from './human-engine.ts';

faceEngineContract('the human engine', async () =>
  startHumanEngine({ modelsDir: await preparedModels(), workers: 1, queueLimit: 20 }),
);

describe('the human engine', { timeout: 30_000 }, () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'face-auth-models-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('passes the self-test', async () => {
    const modelsDir = await preparedModels();
    const engine = await startHumanEngine({ modelsDir, workers: 1, queueLimit: 1 });

    await expect(selfTest(engine, modelsDir)).resolves.toBeUndefined();
    await engine.close();
  });

  it('gives the same answers from every worker', async () => {
    const engine = await startHumanEngine({ modelsDir: await preparedModels(), workers: 2, queueLimit: 4 });
    const jpeg = await packagedFace('person-a-1');
    const [one, other] = await Promise.all([1, 2].map(() => engine.analyse(jpeg, { vector: 'full' })));

    expect(one).toEqual(other);
    await engine.close();
  });

  it.each([
    { name: 'is absent', spoil: (file: string) => rm(file) },
    { name: 'is damaged', spoil: (file: string) => writeFile(file, 'x') },
  ])('does not start when a model file $name, and says what to do', async ({ spoil }) => {
    const modelsDir = join(folder, 'build');
    await cp(await preparedModels(), modelsDir, { recursive: true });
    await spoil(join(modelsDir, 'iris.bin'));

    await expect(startHumanEngine({ modelsDir, workers: 1, queueLimit: 1 })).rejects.toMatchObject({
      code: 'model-missing',
      message: expect.stringContaining('node backend/models/prepare.ts') as string,
      detail: { file: 'iris.bin' },
    });
  });

  it('does not start from a folder that was never prepared', async () => {
    const options = { modelsDir: join(folder, 'nothing'), workers: 1, queueLimit: 1 };

    await expect(startHumanEngine(options)).rejects.toMatchObject({ code: 'model-missing' });
  });
});
