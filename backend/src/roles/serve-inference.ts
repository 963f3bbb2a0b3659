import type { Config } from '../config.ts';
import { listen } from '../http/http-server.ts';
import { createHealth, createInference } from '../inference/create-inference.ts';
import type { Log } from '../observe/log.ts';
import { openTlsFiles } from '../tls/tls-files.ts';
import type { EngineToStart } from './engine-to-start.ts';
import { readVersion, startService, type Service } from './service.ts';

/** A full queue of the slower engine on one core. */
const DRAIN_MS = 4_000;

/**
 * Starts an engine that gateways ask. It writes nothing. Until the engine has passed its self-test, the service says that it is
 * not ready.
 *
 * @throws FaceAuthError with a `hint` for the operator.
 */
export async function serveInference(
  config: Config,
  log: Log,
  prepareEngine: () => Promise<EngineToStart>,
): Promise<Service> {
  const startEngine = await prepareEngine();
  const { host, port, healthPort } = config;
  const tls = config.tls && openTlsFiles(config.tls, { log });

  return startService(async (parts) => {
    const server = await listen({ host, port, tls, drainMs: DRAIN_MS });
    parts.push(() => server.stop());
    const health =
      healthPort === undefined
        ? undefined
        : await listen({ host, port: healthPort, portSetting: 'FACE_AUTH_HEALTH_PORT' });
    parts.push(async () => health?.stop());
    const engine = await startEngine();
    parts.push(() => engine.close());

    const version = readVersion();
    server.serve({ app: createInference({ engine, version, log }) });
    health?.serve({ app: createHealth({ engine, version, log }) });
    const url = `${tls === undefined ? 'http' : 'https'}://${host.includes(':') ? `[${host}]` : host}:${server.port}`;
    log.info(`Ready: ${url}/`);
    if (health !== undefined) log.info(`Health: port ${health.port}`);
    return url;
  });
}
