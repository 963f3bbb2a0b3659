import type { Config } from '../config.ts';
import { readCalibration, SHIPPED_CALIBRATION } from '../face/calibration/calibration.ts';
import type { Log } from '../observe/log.ts';
import type { Service } from '../roles/service.ts';

/**
 * Starts the service in the role of its settings. What other roles need is not loaded.
 *
 * @throws FaceAuthError with a `hint` for the operator.
 */
export async function serve(config: Config, log: Log): Promise<Service> {
  const { calibrationFile } = config;
  const calibration = calibrationFile === undefined ? SHIPPED_CALIBRATION : await readCalibration(calibrationFile);
  switch (config.role) {
    case 'all': {
      const [{ serveGateway }, { localEngine }] = await Promise.all([gatewayModule(), localEngineModule()]);
      return serveGateway(config, calibration, log, () => localEngine(config, calibration, log, 1));
    }
    case 'gateway': {
      const [{ serveGateway }, { remoteEngine }] = await Promise.all([gatewayModule(), remoteEngineModule()]);
      return serveGateway(config, calibration, log, () => remoteEngine(config, calibration, log));
    }
    case 'inference': {
      const [{ serveInference }, { localEngine }] = await Promise.all([inferenceModule(), localEngineModule()]);
      return serveInference(config, log, () => localEngine(config, calibration, log, 0));
    }
  }
}

const gatewayModule = () => import('../roles/serve-gateway.ts');
const inferenceModule = () => import('../roles/serve-inference.ts');
const localEngineModule = () => import('../roles/local-engine.ts');
const remoteEngineModule = () => import('../roles/remote-engine.ts');
