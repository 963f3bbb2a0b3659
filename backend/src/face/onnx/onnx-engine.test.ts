import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { faceEngineContract } from '../engine.contract.ts';
import { selfTest } from '../self-test.ts';
import { startEngine, type StartEngineOptions } from '../start-engine.ts';
import { packagedFace, preparedModels } from '../testing.ts';

const start = async (options: Partial<StartEngineOptions> = {}) =>
  startEngine({ engine: 'onnx', modelsDir: await preparedModels(), workers: 1, queueLimit: 20, ...options });

faceEngineContract('the onnx engine', () => start());

describe('the onnx engine', { timeout: 30_000 }, () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'face-auth-models-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('passes the self-test', async () => {
    const engine = await start();

    await expect(selfTest(engine, await preparedModels())).resolves.toBeUndefined();
    await engine.close();
  });

  it('gives the same answers from every worker', async () => {
    const engine = await start({ workers: 2 });
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
    await spoil(join(modelsDir, 'iris.onnx'));

    await expect(start({ modelsDir })).rejects.toMatchObject({
      code: 'model-missing',
      message: expect.stringContaining('node backend/models/prepare.ts') as string,
      detail: { file: 'iris.onnx' },
    });
  });

  it('does not start with a recogniser that is no net', async () => {
    const file = join(folder, 'words.onnx');
    await writeFile(file, 'not a net');

    await expect(start({ recogniser: { id: 'words', file } })).rejects.toMatchObject({
      code: 'recogniser-unusable',
      detail: { file },
    });
  });

  it('does not start with a recogniser for other pictures than aligned crops', async () => {
    const file = join(await preparedModels(), 'iris.onnx');

    await expect(start({ recogniser: { id: 'eyes', file } })).rejects.toMatchObject({
      code: 'recogniser-unusable',
      detail: { problem: 'takes -1×3×64×64 numbers, not N×3×112×112 or N×112×112×3' },
    });
  });

  it('takes a recogniser of the installation’s own and says its id', async () => {
    const engine = await start({
      recogniser: { id: 'own-1', file: join(await preparedModels(), 'mobilefacenet.onnx') },
    });
    const [face] = (await engine.analyse(await packagedFace('person-a-1'), { vector: 'full' })).faces;

    expect(engine.recogniser).toBe('own-1');
    expect(face?.vector).toHaveLength(192);
    await engine.close();
  });
});
