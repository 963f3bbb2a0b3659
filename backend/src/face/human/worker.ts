import { workerData } from 'node:worker_threads';
import { runWorker } from '../workers/run-worker.ts';
import { loadAnalyser } from './analyser.ts';
import type { HumanWorkerData } from './human-engine.ts';

/** Entry of a worker thread of the human engine. */
const { modelsDir } = workerData as HumanWorkerData;
await runWorker(() => loadAnalyser(modelsDir), modelsDir);
