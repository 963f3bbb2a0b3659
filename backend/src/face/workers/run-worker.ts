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
 * @param load What it throws as FaceAuthError is told to the one who starts the thread.
 * @param modelsDir Folder with the packaged faces: the first picture takes longer than all later ones, so one is judged beforehand.
 */
export async function runWorker(load: () => Promise<Analyser>, modelsDir: string): Promise<void> {
  const port = parentPort;
  if (port === null) throw new Error('a worker runs in a worker thread only');
  const send = (answer: WorkerAnswer): void => port.postMessage(answer);

  try {
    const analyse = await load();
    await analyse(await readFile(join(modelsDir, 'faces/person-a-1.jpg')), { vector: 'full', iris: true });
    port.on('message', ({ jpeg, options }: WorkerRequest) => {
      void analyse(jpeg, options)
        .then(
          (facts) => send({ type: 'facts', facts }),
          (error: unknown) => send(refusal(error)),
        )
        .finally(() => jpeg.fill(0));
    });
    send({ type: 'ready' });
  } catch (error) {
    send(refusal(error));
  }
}

function refusal(error: unknown): WorkerAnswer {
  if (!(error instanceof FaceAuthError)) throw error;
  return { type: 'refused', code: error.code, detail: error.detail };
}
