import { availableParallelism } from 'node:os';
import type { Config } from '../config.ts';
import { checkCalibration, type Calibration } from '../face/calibration/calibration.ts';
import { recogniserFile } from '../face/calibration/recogniser-file.ts';
import { checkModelFiles } from '../face/model-files.ts';
import { selfTest } from '../face/self-test.ts';
import { startEngine } from '../face/start-engine.ts';
import type { Log } from '../observe/log.ts';
import { tested, type EngineToStart } from './engine-to-start.ts';

/** On a node of many cores more workers would not fit the memory limit of the chart. */
const MOST_WORKERS = 4;
/** Pictures that may wait for the engine: one second of work for five people. */
const QUEUE_LIMIT = 32;

/** In this process. @param coresLeft How many cores the engine leaves to the rest of the process. @throws FaceAuthError 'model-missing' */
export async function localEngine(
  config: Config,
  calibration: Calibration,
  log: Log,
  coresLeft: number,
): Promise<EngineToStart> {
  await checkModelFiles(config.modelsDir, config.engine);
  const recogniser = config.recogniserFile === undefined ? undefined : await recogniserFile(config.recogniserFile);
  if (recogniser !== undefined) checkCalibration(calibration, recogniser.id);
  return async () => {
    const engine = await startEngine({
      engine: config.engine,
      modelsDir: config.modelsDir,
      workers: Math.min(MOST_WORKERS, Math.max(1, availableParallelism() - coresLeft)),
      queueLimit: QUEUE_LIMIT,
      ...(recogniser && { recogniser }),
      onWorkerDeath: (reason) => {
        log.error({ err: reason }, 'a worker of the engine has died; another is being started');
      },
    });
    return tested(engine, calibration, () => selfTest(engine, config.modelsDir, calibration));
  };
}
