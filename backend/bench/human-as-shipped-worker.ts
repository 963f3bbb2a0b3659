import { createRequire, findPackageJSON } from 'node:module';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { workerData } from 'node:worker_threads';
import type { Config, Human } from '@vladmandic/human';
import sharp from 'sharp';
import { tf, WASM_FOLDER } from '../src/face/human/tensorflow.ts';
import { runWorker } from '../src/face/workers/run-worker.ts';

/**
 * Entry of a worker thread with Human as its package ships it, on WASM with SIMD: detector, mesh and description with the package's
 * own models. Its frame cache is off, with which it gives one person's vector for the next (docs/models.md); all else that it can
 * do is off too. With WASM threads the backend does not start on Node (tensorflow/tfjs#3830), so it has one for each worker.
 */
const FOLDER = dirname(findPackageJSON('@vladmandic/human', import.meta.url) ?? '');

globalThis.fetch = async (input) => {
  const url = new URL(input instanceof Request ? input.url : input);
  return new Response(await readFile(fileURLToPath(url)));
};

const CONFIG: Partial<Config> = {
  backend: 'wasm',
  wasmPath: WASM_FOLDER,
  modelBasePath: `${pathToFileURL(join(FOLDER, 'models')).href}/`,
  debug: false,
  async: false,
  warmup: 'none',
  cacheModels: false,
  cacheSensitivity: 0,
  skipAllowed: false,
  filter: { enabled: false },
  gesture: { enabled: false },
  body: { enabled: false },
  hand: { enabled: false },
  object: { enabled: false },
  segmentation: { enabled: false },
  face: {
    enabled: true,
    mesh: { enabled: true },
    description: { enabled: true },
    iris: { enabled: false },
    emotion: { enabled: false },
    antispoof: { enabled: false },
    liveness: { enabled: false },
  },
};

sharp.cache(false);
sharp.concurrency(1);
const { modelsDir } = workerData as { modelsDir: string };

await runWorker(async () => {
  const { Human: HumanClass } = createRequire(import.meta.url)(join(FOLDER, 'dist/human.node-wasm.js')) as {
    Human: new (config: Partial<Config>) => Human;
  };
  tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  const human = new HumanClass(CONFIG);
  await human.init();
  if (tf.getBackend() !== 'wasm' || !(await tf.env().getAsync('WASM_HAS_SIMD_SUPPORT'))) {
    throw new Error('Human does not run on WASM with SIMD here');
  }
  await human.load();
  return async (jpeg) => {
    const { data, info } = await sharp(jpeg).rotate().removeAlpha().raw().toBuffer({ resolveWithObject: true });
    const input = tf.tensor4d(data, [1, info.height, info.width, 3], 'int32');
    const { face } = await human.detect(input);
    input.dispose();
    if (face[0]?.mesh.length !== 468 || face[0].embedding?.length !== 1024) throw new Error('Human found no face');
    return { width: info.width, height: info.height, faces: [], brightness: 0 };
  };
}, modelsDir);
