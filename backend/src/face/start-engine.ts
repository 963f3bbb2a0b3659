import { FaceAuthError } from '../errors.ts';
import type { FaceEngine } from './engine.ts';
import { startHumanEngine } from './human/human-engine.ts';
import { startOnnxEngine } from './onnx/onnx-engine.ts';

/** The engines by name: `onnx` on native code, `human` on WASM, which runs wherever Node does and is several times slower. */
export const ENGINES = ['onnx', 'human'] as const;
export type EngineName = (typeof ENGINES)[number];

/** A recogniser of the installation's own choice, in place of the one that comes with the service. */
export interface RecogniserFile {
  /** Names its vectors; templates of another id are never compared with them. */
  readonly id: string;
  /** ONNX file: input float32 [N, 3, 112, 112] or [N, 112, 112, 3], RGB, aligned as docs/models.md says; output [N, vector length]. */
  readonly file: string;
}

export interface StartEngineOptions {
  readonly engine: EngineName;
  /** Folder written by `backend/models/prepare.ts`. */
  readonly modelsDir: string;
  /** Number of worker threads, at least 1; each keeps a core busy. */
  readonly workers: number;
  /** How many pictures may wait for a worker; one more is refused with 'engine-busy'. */
  readonly queueLimit: number;
  /** Told when a worker thread has died; a new one is being started. Default: a warning of the process. */
  readonly onWorkerDeath?: (reason: Error) => void;
  readonly recogniser?: RecogniserFile;
}

/**
 * Starts the engine of that name: the one door to them for the service and its tools. Resolves when the workers are warm.
 *
 * @throws FaceAuthError 'model-missing' when a model file is absent or changed, 'engine-failed' when a worker does not come up,
 * 'setting-invalid' for another recogniser in the human engine.
 */
export async function startEngine({ engine, recogniser, ...options }: StartEngineOptions): Promise<FaceEngine> {
  if (engine === 'human' && recogniser !== undefined) {
    const hint = `the engine human cannot run ${recogniser.file}; a recogniser of your own needs the engine onnx`;
    throw new FaceAuthError('setting-invalid', { hint });
  }
  const { onWorkerDeath = (reason: Error): void => process.emitWarning(reason) } = options;
  return engine === 'human'
    ? startHumanEngine({ ...options, onWorkerDeath })
    : startOnnxEngine({ ...options, onWorkerDeath, ...(recogniser && { recogniser }) });
}
