import { setTimeout as wait } from 'node:timers/promises';
import type { Config } from '../config.ts';
import { FaceAuthError } from '../errors.ts';
import type { Calibration } from '../face/calibration/calibration.ts';
import type { FaceEngine } from '../face/engine.ts';
import { checkModelFiles } from '../face/model-files.ts';
import { startRemoteEngine } from '../face/remote/remote-engine.ts';
import { selfTest } from '../face/self-test.ts';
import type { Log } from '../observe/log.ts';
import { openTlsFiles } from '../tls/tls-files.ts';
import { tested, type EngineToStart } from './engine-to-start.ts';
import { INFERENCE_URL_MISSING } from './role-settings.ts';

const SELF_TEST_AGAIN_MS = 1_000;

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
