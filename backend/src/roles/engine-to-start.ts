import { availableParallelism } from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';
import type { Config } from '../config.ts';
import { FaceAuthError } from '../errors.ts';
import { checkCalibration, type Calibration } from '../face/calibration/calibration.ts';
import { recogniserFile } from '../face/calibration/recogniser-file.ts';
import type { FaceEngine } from '../face/engine.ts';
import { checkModelFiles } from '../face/model-files.ts';
import { startRemoteEngine } from '../face/remote/remote-engine.ts';
import { selfTest } from '../face/self-test.ts';
import { startEngine } from '../face/start-engine.ts';
import type { Log } from '../observe/log.ts';
import { openTlsFiles } from '../tls/tls-files.ts';
import { INFERENCE_URL_MISSING } from './role-settings.ts';

/** An engine whose files have been looked at. Resolves with it when it has passed the self-test. */
export type EngineToStart = () => Promise<FaceEngine>;

/** Each worker takes some 150 MB: on a node of many cores more of them would not fit the chart's memory limit. */
const MOST_WORKERS = 4;
/** Pictures that may wait for the engine: one second of work for five people. */
const QUEUE_LIMIT = 32;
const SELF_TEST_AGAIN_MS = 1_000;

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

/**
 * On the inference servers, which may come up later.
 *
 * @throws FaceAuthError 'model-missing' when the faces of the self-test are, 'tls-unusable'
 */
export async function remoteEngine(config: Config, calibration: Calibration, log: Log): Promise<EngineToStart> {
  const { inferenceUrl: url } = config;
  if (url === undefined) throw new FaceAuthError('setting-invalid', { hint: INFERENCE_URL_MISSING });
  await checkModelFiles(config.modelsDir, 'remote');
  const tls = config.tls && openTlsFiles(config.tls, { log });
  return async () => {
    const engine = await startRemoteEngine({ url, recogniser: calibration.recogniser, tls, log });
    return tested(engine, calibration, () => selfTestOverNetwork(engine, config.modelsDir, calibration, log));
  };
}

async function tested(engine: FaceEngine, calibration: Calibration, test: () => Promise<void>): Promise<FaceEngine> {
  try {
    checkCalibration(calibration, engine.recogniser);
    await test();
    return engine;
  } catch (error) {
    await engine.close();
    throw error;
  }
}

/** Servers may come and go while it runs: that is no failure of theirs, it is tried again. */
async function selfTestOverNetwork(
  engine: FaceEngine,
  modelsDir: string,
  calibration: Calibration,
  log: Log,
): Promise<void> {
  for (;;) {
    try {
      return await selfTest(engine, modelsDir, calibration);
    } catch (error) {
      if (!(error instanceof FaceAuthError) || (error.code !== 'engine-busy' && error.code !== 'engine-failed'))
        throw error;
      const { problem } = error.detail;
      log.warn(`The self-test is tried again: ${typeof problem === 'string' ? problem : error.message}`);
      await wait(SELF_TEST_AGAIN_MS);
    }
  }
}
