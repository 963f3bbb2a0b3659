import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { preparedModels } from '../testing.ts';

const urlOf = (file: string): string => JSON.stringify(pathToFileURL(join(import.meta.dirname, file)).href);
const ONNXRUNTIME = JSON.stringify(createRequire(import.meta.url).resolve('onnxruntime-node'));
const loadNet = async (): Promise<string> => {
  const net = JSON.stringify(join(await preparedModels(), 'facemesh.onnx'));
  return `import ort from ${ONNXRUNTIME}; await ort.InferenceSession.create(${net});`;
};

/** onnxruntime writes what it has to tell into the home folder before it sends it, which shows whether it would. */
describe('without-telemetry', () => {
  let folder: string;
  let home: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'face-auth-telemetry-'));
    home = join(folder, 'home');
    await mkdir(home);
  });
  afterEach(() => rm(folder, { recursive: true }));

  /** Runs a program in a process of its own, with nothing in the environment that would keep onnxruntime silent, as `CI` would. */
  const run = async (program: string) => {
    const file = join(folder, 'program.mjs');
    await writeFile(file, program);
    const env = { HOME: home, PATH: process.env.PATH };
    const { status, stderr } = spawnSync(process.execPath, [file], { env, encoding: 'utf8' });
    return { status, stderr };
  };

  it('keeps onnxruntime from writing down what it would send', async () => {
    const ended = await run(`import ${urlOf('without-telemetry.ts')}; ${await loadNet()}`);

    expect(ended).toEqual({ status: 0, stderr: '' });
    expect(await readdir(home)).toEqual([]);
  });

  it('keeps the worker threads of the engine silent as well', async () => {
    const options = JSON.stringify({ modelsDir: await preparedModels(), workers: 1, queueLimit: 1 });
    const ended = await run(`
      import { startOnnxEngine } from ${urlOf('onnx-engine.ts')};
      const engine = await startOnnxEngine(${options});
      await engine.close();
    `);

    expect(ended).toEqual({ status: 0, stderr: '' });
    expect(await readdir(home)).toEqual([]);
  });

  it('refuses a worker thread that was started without it', async () => {
    const { stderr } = await run(`
      import { Worker } from 'node:worker_threads';
      new Worker(new URL(${urlOf('without-telemetry.ts')}));
    `);

    expect(stderr).toContain('import without-telemetry.ts where this worker thread is started');
  });
});
