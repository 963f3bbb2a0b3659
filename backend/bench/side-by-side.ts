import type { FaceEngine } from '../src/face/engine.ts';
import { startEngine } from '../src/face/start-engine.ts';
import { startWorkerPool } from '../src/face/workers/worker-pool.ts';
import { startWorkerThread } from '../src/face/workers/worker-thread.ts';
import { measureThroughput, together, type Throughput } from './throughput.ts';

export interface SideBySide {
  readonly workers: number;
  readonly human: Throughput;
  readonly onnx: Throughput;
}

export interface SideBySideOptions {
  readonly modelsDir: string;
  readonly workers: number;
  readonly frames: readonly Uint8Array[];
  /** How often the engines take turns, and for how long each time. */
  readonly rounds: number;
  readonly seconds: number;
}

/** Lets Human as shipped and our engine take turns, so that whatever else the machine does falls on both. */
export async function measureSideBySide(options: SideBySideOptions): Promise<SideBySide> {
  const { modelsDir, workers, frames, rounds, seconds } = options;
  const onWorkerDeath = (reason: Error): void => {
    throw reason;
  };
  const human = await startWorkerPool({
    workers,
    queueLimit: 2 * workers,
    onWorkerDeath,
    startThread: (onDeath) =>
      startWorkerThread({
        entry: new URL('./human-as-shipped-worker.ts', import.meta.url),
        workerData: { modelsDir },
        limitMs: 60_000,
        onDeath,
      }),
  });
  const onnx: FaceEngine = await startEngine({
    engine: 'onnx',
    modelsDir,
    workers,
    queueLimit: 2 * workers,
    onWorkerDeath,
  });
  const results: { human: Throughput[]; onnx: Throughput[] } = { human: [], onnx: [] };
  for (let round = 0; round < rounds; round++) {
    results.human.push(await measureThroughput(human, frames, { workers, seconds }));
    results.onnx.push(await measureThroughput(onnx, frames, { workers, seconds }));
  }
  await human.close();
  await onnx.close();
  return { workers, human: together(results.human), onnx: together(results.onnx) };
}
