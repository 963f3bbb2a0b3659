import { FaceAuthError } from '../../errors.ts';
import type { AnalyseOptions, FaceEngine, PictureFacts } from '../engine.ts';
import type { WorkerThread } from './worker-thread.ts';

export interface WorkerPoolOptions {
  /** Number of threads, at least 1; each keeps a core busy. */
  readonly workers: number;
  /** How many pictures may wait for a thread; one more is refused with 'engine-busy'. */
  readonly queueLimit: number;
  /** Starts one thread, which calls `onDeath` once when it ends unasked. */
  readonly startThread: (onDeath: (reason: FaceAuthError) => void) => Promise<WorkerThread>;
  /** Told of each thread that died, and of each that did not come up in its place. */
  readonly onWorkerDeath: (reason: Error) => void;
}

interface Job {
  readonly jpeg: Uint8Array<ArrayBuffer>;
  readonly options: AnalyseOptions;
  readonly resolve: (facts: PictureFacts) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Spreads pictures over threads, each working on one at a time. A thread that dies is replaced, and its picture refused;
 * when the replacement does not come up, the next picture starts another attempt.
 *
 * @throws What `startThread` throws when one of the first threads does not come up.
 */
export async function startWorkerPool(options: WorkerPoolOptions): Promise<Pick<FaceEngine, 'analyse' | 'close'>> {
  const threads = new Set<WorkerThread>();
  const idle: WorkerThread[] = [];
  const waiting: Job[] = [];
  let starting = 0;
  let isClosed = false;

  const refuseAll = (error: FaceAuthError): void => waiting.splice(0).forEach((job) => job.reject(error));

  const serve = (): void => {
    while (idle.length > 0 && waiting.length > 0) {
      const [thread, job] = [idle.shift(), waiting.shift()];
      if (thread === undefined || job === undefined) return;
      void run(thread, job);
    }
  };

  const run = async (thread: WorkerThread, job: Job): Promise<void> => {
    await thread.analyse(job.jpeg, job.options).then(job.resolve, job.reject);
    if (threads.has(thread)) idle.push(thread);
    serve();
  };

  const addThread = async (): Promise<void> => {
    starting++;
    try {
      const thread = await options.startThread((reason) => {
        threads.delete(thread);
        const place = idle.indexOf(thread);
        if (place !== -1) idle.splice(place, 1);
        options.onWorkerDeath(reason);
        fillUp();
      });
      if (isClosed) return await thread.stop();
      threads.add(thread);
      idle.push(thread);
    } finally {
      starting--;
    }
    serve();
  };

  const fillUp = (): void => {
    while (!isClosed && threads.size + starting < options.workers) {
      addThread().catch((error: unknown) => {
        options.onWorkerDeath(error as Error);
        if (threads.size + starting === 0) refuseAll(new FaceAuthError('engine-failed', {}, { cause: error }));
      });
    }
  };

  await Promise.all(Array.from({ length: options.workers }, addThread));

  return {
    async analyse(jpeg, analyseOptions) {
      if (isClosed) throw new FaceAuthError('not-ready');
      if (idle.length === 0 && waiting.length >= options.queueLimit) {
        throw new FaceAuthError('engine-busy', { retryAfter: 1 });
      }
      return new Promise((resolve, reject) => {
        waiting.push({ jpeg: new Uint8Array(jpeg), options: analyseOptions, resolve, reject });
        fillUp();
        serve();
      });
    },
    async close() {
      isClosed = true;
      refuseAll(new FaceAuthError('not-ready'));
      await Promise.all([...threads].map((thread) => thread.stop()));
    },
  };
}
