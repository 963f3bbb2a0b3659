import type { Config } from '../config.ts';
import { readCalibration, SHIPPED_CALIBRATION } from '../face/calibration/calibration.ts';
import type { Log } from '../observe/log.ts';
import { localEngine } from '../roles/local-engine.ts';
import { remoteEngine } from '../roles/remote-engine.ts';
import { serveGateway } from '../roles/serve-gateway.ts';
import { serveInference } from '../roles/serve-inference.ts';
import type { Service } from '../roles/service.ts';

/**
 * Starts the service in the role of its settings.
 *
 * @throws FaceAuthError with a `hint` for the operator.
 */
export async function serve(config: Config, log: Log): Promise<Service> {
  const { calibrationFile } = config;
  const calibration = calibrationFile === undefined ? SHIPPED_CALIBRATION : await readCalibration(calibrationFile);
  switch (config.role) {
    case 'all':
      return serveGateway(config, calibration, log, () => localEngine(config, calibration, log, 1));
    case 'gateway':
      return serveGateway(config, calibration, log, () => remoteEngine(config, calibration, log));
    case 'inference':
      return serveInference(config, log, () => localEngine(config, calibration, log, 0));
  }
}
