import './without-telemetry.ts'; // before the worker threads start
import { join } from 'node:path';
import type { FaceEngine } from '../engine.ts';
import { RECOGNISER } from '../human/recogniser-id.ts';
import { checkModelFiles } from '../model-files.ts';
import { startWorkerPool } from '../workers/worker-pool.ts';
import { startWorkerThread } from '../workers/worker-thread.ts';
import { NETS } from './nets.ts';
import type { RecogniserNet } from './recogniser.ts';

export interface OnnxEngineOptions {
  /** Folder written by `backend/models/prepare.ts`. */
  readonly modelsDir: string;
  /** Number of worker threads, at least 1; each keeps a core busy. */
  readonly workers: number;
  /** How many pictures may wait for a worker; one more is refused with 'engine-busy'. */
  readonly queueLimit: number;
  /** Told when a worker thread has died; a new one is being started. */
  readonly onWorkerDeath: (reason: Error) => void;
  /** A recogniser in place of the one that comes with the service. */
  readonly recogniser?: { readonly id: string; readonly file: string };
}

/** A picture takes some 20 ms (measured: docs/benchmarks.md), a large photo some times that, a busy machine too. */
const PICTURE_LIMIT_MS = 10_000;

/** ArcFace's nets take `(v − 127.5) / 127.5`. */
const ARCFACE_INPUT = { scale: 1 / 127.5, offset: -1 };

/**
 * The engine on onnxruntime: blazeface, facemesh, iris and the repaired MobileFaceNet in native code, in worker threads.
 * Resolves when the workers are warm.
 *
 * @throws FaceAuthError 'model-missing' when a model file is absent or changed, 'recogniser-unusable' when the given one cannot
 * be used, 'engine-failed' when a worker does not come up.
 */
export async function startOnnxEngine(options: OnnxEngineOptions): Promise<FaceEngine> {
  const { modelsDir, workers, queueLimit, onWorkerDeath, recogniser } = options;
  await checkModelFiles(modelsDir, 'onnx');
  const { file, input } = NETS.mobilefacenet;
  const net: RecogniserNet =
    recogniser === undefined
      ? { file: join(modelsDir, file), scale: input.scale, offset: input.offset }
      : { file: recogniser.file, ...ARCFACE_INPUT };

  const pool = await startWorkerPool({
    workers,
    queueLimit,
    onWorkerDeath,
    startThread: (onDeath) =>
      startWorkerThread({
        entry: new URL('./worker.ts', import.meta.url),
        workerData: { modelsDir, recogniser: net } satisfies OnnxWorkerData,
        limitMs: PICTURE_LIMIT_MS,
        onDeath,
      }),
  });
  return { recogniser: recogniser?.id ?? RECOGNISER, ...pool };
}

/** What `worker.ts` is started with. */
export interface OnnxWorkerData {
  readonly modelsDir: string;
  readonly recogniser: RecogniserNet;
}
