import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { FaceAuthError } from '../../errors.ts';
import type { WorkerAnswer, WorkerRequest } from '../workers/worker-messages.ts';
import { loadAnalyser } from './analyser.ts';
import type { HumanWorkerData } from './human-engine.ts';

/** Entry of a worker thread. An error that is not about the picture ends the thread; the engine then starts another. */
const { modelsDir } = workerData as HumanWorkerData;
const port = parentPort;
if (port === null) throw new Error('worker.ts runs in a worker thread only');

const analyse = await loadAnalyser(modelsDir);
// The first picture takes longer than all later ones: weights move into the WASM memory, code is compiled.
await analyse(await readFile(join(modelsDir, 'faces/person-a-1.jpg')), { vector: 'full' });

port.on('message', ({ jpeg, options }: WorkerRequest) => {
  void answer(jpeg, options).then((message) => port.postMessage(message));
});
port.postMessage({ type: 'ready' } satisfies WorkerAnswer);

async function answer(jpeg: Uint8Array, options: WorkerRequest['options']): Promise<WorkerAnswer> {
  try {
    return { type: 'facts', facts: await analyse(jpeg, options) };
  } catch (error) {
    if (!(error instanceof FaceAuthError)) throw error;
    return { type: 'refused', code: error.code, detail: error.detail };
  } finally {
    jpeg.fill(0);
  }
}
