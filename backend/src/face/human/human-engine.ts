import { FaceAuthError } from '../../errors.ts';
import type { AnalyseOptions, FaceEngine, PictureFacts } from '../engine.ts';
import { checkModelFiles } from './model-files.ts';
import { RECOGNISER } from './recogniser.ts';
import { startWorkerThread, type WorkerThread } from './worker-thread.ts';

export interface HumanEngineOptions {
  /** Folder written by `backend/models/prepare.ts`. */
  readonly modelsDir: string;
  /** Number of worker threads, at least 1; each keeps a core busy. */
  readonly workers: number;
  /** How many pictures may wait for a worker; one more is refused with 'engine-busy'. */
  readonly queueLimit: number;
  /** Told when a worker thread has died; a new one is being started. Default: a warning of the process. */
  readonly onWorkerDeath?: (reason: Error) => void;
}

interface Job {
  readonly jpeg: Uint8Array;
  readonly options: AnalyseOptions;
  readonly resolve: (facts: PictureFacts) => void;
  readonly reject: (error: Error) => void;
}

/**
 * The portable engine: unmodified Human for detector, mesh and iris, the repaired MobileFaceNet for vectors, all on tfjs WASM in
 * worker threads. Resolves when the workers are warm.
 *
 * @throws FaceAuthError 'model-missing' when a model file is absent or changed, 'engine-failed' when a worker does not come up.
 */
export async function startHumanEngine(options: HumanEngineOptions): Promise<FaceEngine> {
  const { modelsDir, workers, queueLimit } = options;
  const onWorkerDeath = options.onWorkerDeath ?? ((reason: Error) => process.emitWarning(reason));
  await checkModelFiles(modelsDir);

  const threads = new Set<WorkerThread>();
  const idle: WorkerThread[] = [];
  const waiting: Job[] = [];
  let starting = 0;
  let isClosed = false;

  const refuse = (jobs: readonly Job[], error: FaceAuthError): void => jobs.forEach((job) => job.reject(error));

  const serve = (): void => {
    while (idle.length > 0 && waiting.length > 0) {
      const [thread, job] = [idle.shift(), waiting.shift()];
      if (thread === undefined || job === undefined) return;
      void thread
        .analyse(job.jpeg, job.options)
        .then(job.resolve, job.reject)
        .finally(() => {
          if (threads.has(thread)) idle.push(thread);
          serve();
        });
    }
  };

  const addThread = async (): Promise<void> => {
    starting++;
    try {
      const thread = await startWorkerThread(modelsDir, (reason) => {
        threads.delete(thread);
        onWorkerDeath(reason);
        void replaceThread();
      });
      if (isClosed) return await thread.stop();
      threads.add(thread);
      idle.push(thread);
    } finally {
      starting--;
    }
    serve();
  };

  const replaceThread = async (): Promise<void> => {
    if (isClosed) return;
    try {
      await addThread();
    } catch (error) {
      onWorkerDeath(error as Error);
      if (threads.size + starting === 0)
        refuse(waiting.splice(0), new FaceAuthError('engine-failed', {}, { cause: error }));
    }
  };

  await Promise.all(Array.from({ length: workers }, addThread));

  return {
    recogniser: RECOGNISER,
    analyse: async (jpeg, analyseOptions) => {
      if (isClosed) throw new FaceAuthError('not-ready');
      if (waiting.length >= queueLimit && idle.length === 0) throw new FaceAuthError('engine-busy', { retryAfter: 1 });
      return new Promise<PictureFacts>((resolve, reject) => {
        waiting.push({ jpeg: Uint8Array.from(jpeg), options: analyseOptions, resolve, reject });
        serve();
      });
    },
    async close() {
      isClosed = true;
      refuse(waiting.splice(0), new FaceAuthError('not-ready'));
      await Promise.all([...threads].map((thread) => thread.stop()));
    },
  };
}
