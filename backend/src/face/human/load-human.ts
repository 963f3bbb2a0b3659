import { readFile } from 'node:fs/promises';
import { createRequire, findPackageJSON } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Config, Human } from '@vladmandic/human';
import { tf, WASM_FOLDER } from './tensorflow.ts';

/**
 * Human with detector, mesh and iris, everything else off; its description net is never loaded (it would compute age and gender).
 *
 * `cacheSensitivity: 0` and `skipAllowed: false` switch Human's frame cache off: with it, the next person before the same background
 * gets the results of the last one (measured: 9 of 19 frames). Human keeps module-wide state, so one instance in each thread,
 * and one picture at a time.
 *
 * @throws Error when tfjs cannot run on WASM with SIMD: its fallback in plain JavaScript is 24 times slower.
 */
export async function loadHuman(modelsDir: string): Promise<Human> {
  serveFilesThroughFetch();
  const packageJson = findPackageJSON('@vladmandic/human', import.meta.url);
  if (packageJson === undefined) throw new Error('the npm package @vladmandic/human is not installed');
  const build = join(dirname(packageJson), 'dist/human.node-wasm.js'); // not reachable through the package's exports
  const { Human: HumanClass } = createRequire(import.meta.url)(build) as {
    Human: new (config: Partial<Config>) => Human;
  };

  // Only now, with the backend loaded, there is this flag. Its threads do not work on Node: tensorflow/tfjs#3830.
  tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  const human = new HumanClass(configuration(modelsDir));
  await human.init();
  if (tf.getBackend() !== 'wasm' || !(await tf.env().getAsync('WASM_HAS_SIMD_SUPPORT'))) {
    throw new Error(`tfjs must run on WASM with SIMD, not on ${tf.getBackend()}`);
  }
  await human.load();
  return human;
}

function configuration(modelsDir: string): Partial<Config> {
  return {
    backend: 'wasm',
    wasmPath: WASM_FOLDER,
    modelBasePath: `${pathToFileURL(modelsDir).href}/`,
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
      detector: {
        modelPath: 'blazeface.json',
        rotation: false,
        maxDetected: 2,
        minConfidence: 0.5,
        scale: 1.5,
        return: false,
      },
      mesh: { enabled: true, modelPath: 'facemesh.json' },
      iris: { enabled: true, modelPath: 'iris.json' },
      attention: { enabled: false },
      emotion: { enabled: false },
      description: { enabled: false },
      antispoof: { enabled: false },
      liveness: { enabled: false },
    },
  };
}

/** Human reads its models with `fetch`, which refuses `file:` in Node. In this thread it reads files and nothing else: never the network. */
function serveFilesThroughFetch(): void {
  globalThis.fetch = async (input) => {
    const url = new URL(input instanceof Request ? input.url : input);
    if (url.protocol !== 'file:') throw new Error(`the face engine never loads from the network: ${url.href}`);
    return new Response(await readFile(fileURLToPath(url)));
  };
}
