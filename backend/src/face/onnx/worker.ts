import { workerData } from 'node:worker_threads';
import { runWorker } from '../workers/run-worker.ts';
import { loadAnalyser } from './analyser.ts';
import type { OnnxWorkerData } from './onnx-engine.ts';

/** Entry of a worker thread of the onnx engine. */
const { modelsDir, recogniser } = workerData as OnnxWorkerData;
await runWorker(() => loadAnalyser(modelsDir, recogniser), modelsDir);
