import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parentPort } from 'node:worker_threads';
import { FaceAuthError } from '../../errors.ts';
import type { Analyser } from '../analyser.ts';
import type { WorkerAnswer, WorkerRequest } from './worker-messages.ts';

/**
 * Answers the requests to this worker thread with an analyser. An error that is not about the picture ends the thread; the pool
 * then starts another.
 *
 * @param modelsDir Folder with the packaged faces: the first picture takes longer than all later ones, so one is judged beforehand.
 */
export async function runWorker(analyse: Analyser, modelsDir: string): Promise<void> {
  const port = parentPort;
  if (port === null) throw new Error('a worker runs in a worker thread only');

  const answer = async ({ jpeg, options }: WorkerRequest): Promise<WorkerAnswer> => {
    try {
      return { type: 'facts', facts: await analyse(jpeg, options) };
    } catch (error) {
      if (!(error instanceof FaceAuthError)) throw error;
      return { type: 'refused', code: error.code, detail: error.detail };
    } finally {
      jpeg.fill(0);
    }
  };

  await analyse(await readFile(join(modelsDir, 'faces/person-a-1.jpg')), { vector: 'full', iris: true });
  port.on('message', (request: WorkerRequest) => {
    void answer(request).then((message) => port.postMessage(message));
  });
  port.postMessage({ type: 'ready' } satisfies WorkerAnswer);
}
