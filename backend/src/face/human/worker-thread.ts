import { Worker } from 'node:worker_threads';
import { FaceAuthError } from '../../errors.ts';
import type { AnalyseOptions, PictureFacts } from '../engine.ts';
import type { WorkerAnswer, WorkerData, WorkerRequest } from './worker-messages.ts';

/** One picture takes about .1 s; a thread that needs this long hangs. */
const REQUEST_LIMIT_MS = 10_000;

/** A worker thread whose nets are loaded. Takes one picture at a time. */
export interface WorkerThread {
  /** @throws FaceAuthError 'picture-invalid', or 'engine-failed' when the thread died over it. */
  analyse(jpeg: Uint8Array, options: AnalyseOptions): Promise<PictureFacts>;
  stop(): Promise<void>;
}

interface Pending {
  readonly resolve: (facts: PictureFacts) => void;
  readonly reject: (error: Error) => void;
}

/**
 * Starts a thread and waits until it is warm.
 *
 * @param onDeath Called once when the thread ends without `stop`, after the running request was refused.
 * @throws FaceAuthError 'engine-failed' when it does not come up.
 */
export async function startWorkerThread(modelsDir: string, onDeath: (reason: Error) => void): Promise<WorkerThread> {
  const workerData: WorkerData = { modelsDir };
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData });
  let pending: Pending | undefined;
  let isReady = false;
  let isStopping = false;
  let reason: Error | undefined;

  await new Promise<void>((resolve, reject) => {
    worker.on('message', (answer: WorkerAnswer) => {
      if (answer.type === 'ready') resolve();
      else if (answer.type === 'facts') pending?.resolve(answer.facts);
      else pending?.reject(new FaceAuthError(answer.code, answer.detail));
    });
    worker.on('error', (error) => {
      reason = error instanceof Error ? error : new Error(String(error));
    });
    worker.on('exit', (code) => {
      const problem = reason?.message ?? `exit code ${code}`;
      const death = new FaceAuthError('engine-failed', { problem }, { cause: reason });
      reject(death);
      pending?.reject(death);
      if (isReady && !isStopping) onDeath(death);
    });
  });
  isReady = true;

  return {
    async analyse(jpeg, options) {
      const limit = setTimeout(() => {
        reason = new Error(`no answer within ${REQUEST_LIMIT_MS} ms`);
        void worker.terminate();
      }, REQUEST_LIMIT_MS);
      try {
        return await new Promise<PictureFacts>((resolve, reject) => {
          pending = { resolve, reject };
          worker.postMessage({ jpeg, options } satisfies WorkerRequest, [jpeg.buffer as ArrayBuffer]);
        });
      } finally {
        pending = undefined;
        clearTimeout(limit);
      }
    },
    async stop() {
      isStopping = true;
      await worker.terminate();
    },
  };
}
