import { Worker } from 'node:worker_threads';
import { FaceAuthError } from '../../errors.ts';
import type { AnalyseOptions, PictureFacts } from '../engine.ts';
import type { WorkerAnswer, WorkerRequest } from './worker-messages.ts';

/** A thread that judges pictures, one at a time. */
export interface WorkerThread {
  /**
   * @param jpeg Handed over to the thread: unreadable here afterwards, overwritten there.
   * @throws FaceAuthError 'picture-…', or 'engine-failed' when the thread died over it.
   */
  analyse(jpeg: Uint8Array<ArrayBuffer>, options: AnalyseOptions): Promise<PictureFacts>;
  stop(): Promise<void>;
}

export interface WorkerThreadOptions {
  /** Module that the thread runs; speaks `WorkerRequest` and `WorkerAnswer`. */
  readonly entry: URL;
  readonly workerData: unknown;
  /** A thread that has not answered within this time hangs, and is ended. */
  readonly limitMs: number;
  /** Called once when the thread ends without `stop`, after the running request was refused. */
  readonly onDeath: (reason: FaceAuthError) => void;
}

/**
 * A thread needs about 30 MB of JavaScript heap (the nets lie outside it); left alone, V8 lets it grow to 170 MB before it collects.
 */
const HEAP_LIMITS = { maxYoungGenerationSizeMb: 8, maxOldGenerationSizeMb: 160 };

interface Pending {
  readonly resolve: (facts: PictureFacts) => void;
  readonly reject: (error: FaceAuthError) => void;
}

/**
 * Starts a thread and waits until it says that it is ready.
 *
 * @throws FaceAuthError 'engine-failed' when it ends before, or what it says why it cannot start.
 */
export async function startWorkerThread(options: WorkerThreadOptions): Promise<WorkerThread> {
  const worker = new Worker(options.entry, { workerData: options.workerData, resourceLimits: HEAP_LIMITS });
  let pending: Pending | undefined;
  let isReady = false;
  let isStopping = false;
  let reason: Error | undefined;

  await new Promise<void>((resolve, reject) => {
    worker.on('message', (answer: WorkerAnswer) => {
      if (answer.type === 'ready') resolve();
      else if (answer.type === 'facts') pending?.resolve(answer.facts);
      else (pending?.reject ?? reject)(new FaceAuthError(answer.code, answer.detail));
    });
    worker.on('error', (error) => {
      reason = error instanceof Error ? error : new Error(String(error));
    });
    worker.on('exit', (code) => {
      const problem = reason?.message ?? `exit code ${code}`;
      const death = new FaceAuthError('engine-failed', { problem }, { cause: reason });
      reject(death);
      pending?.reject(death);
      if (isReady && !isStopping) options.onDeath(death);
    });
  });
  isReady = true;

  return {
    async analyse(jpeg, analyseOptions) {
      const limit = setTimeout(() => {
        reason = new Error(`no answer within ${options.limitMs} ms`);
        void worker.terminate();
      }, options.limitMs);
      try {
        return await new Promise<PictureFacts>((resolve, reject) => {
          pending = { resolve, reject };
          worker.postMessage({ jpeg, options: analyseOptions } satisfies WorkerRequest, [jpeg.buffer]);
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
