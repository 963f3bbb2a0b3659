import type { FaceEngine } from '../engine.ts';
import { checkModelFiles } from '../model-files.ts';
import { startWorkerPool } from '../workers/worker-pool.ts';
import { startWorkerThread } from '../workers/worker-thread.ts';
import { RECOGNISER } from './recogniser-id.ts';

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

/** A picture takes about .1 s (measured: docs/benchmarks.md), on a busy machine some times that. */
const PICTURE_LIMIT_MS = 10_000;

/**
 * The portable engine: unmodified Human for detector, mesh and iris, the repaired MobileFaceNet for vectors, all on tfjs WASM in
 * worker threads. Resolves when the workers are warm.
 *
 * @throws FaceAuthError 'model-missing' when a model file is absent or changed, 'engine-failed' when a worker does not come up.
 */
export async function startHumanEngine(options: HumanEngineOptions): Promise<FaceEngine> {
  const { modelsDir, workers, queueLimit, onWorkerDeath = (reason) => process.emitWarning(reason) } = options;
  await checkModelFiles(modelsDir, 'human');

  const pool = await startWorkerPool({
    workers,
    queueLimit,
    onWorkerDeath,
    startThread: (onDeath) =>
      startWorkerThread({
        entry: new URL('./worker.ts', import.meta.url),
        workerData: { modelsDir } satisfies HumanWorkerData,
        limitMs: PICTURE_LIMIT_MS,
        onDeath,
      }),
  });
  return { recogniser: RECOGNISER, ...pool };
}

/** What `worker.ts` is started with. */
export interface HumanWorkerData {
  readonly modelsDir: string;
}
