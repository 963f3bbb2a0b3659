import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkModelFiles } from './model-files.ts';
import { preparedModels } from './testing.ts';

describe('checkModelFiles', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'face-auth-models-'));
    await cp(await preparedModels(), folder, { recursive: true });
  });
  afterEach(() => rm(folder, { recursive: true }));

  it.each(['onnx', 'human'] as const)('finds nothing wrong with prepared models for engine %s', async (engine) => {
    await expect(checkModelFiles(folder, engine)).resolves.toBeUndefined();
  });

  it.each([
    { engine: 'onnx', file: 'facemesh.onnx' },
    { engine: 'human', file: 'facemesh.bin' },
  ] as const)('refuses a changed $file for engine $engine alone', async ({ engine, file }) => {
    await writeFile(join(folder, file), 'x');

    await expect(checkModelFiles(folder, engine)).rejects.toMatchObject({
      code: 'model-missing',
      detail: { file, problem: 'changed' },
    });
    await expect(checkModelFiles(folder, engine === 'onnx' ? 'human' : 'onnx')).resolves.toBeUndefined();
  });

  it('refuses a folder without one of the files', async () => {
    await rm(join(folder, 'iris.onnx'));

    await expect(checkModelFiles(folder, 'onnx')).rejects.toMatchObject({
      code: 'model-missing',
      detail: { file: 'iris.onnx', problem: 'unreadable' },
    });
  });
});
