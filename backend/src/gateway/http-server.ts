import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { FaceAuthError } from '../errors.ts';
import type { Gateway } from './create-gateway.ts';
import { startingHandler } from './starting-handler.ts';

/** How long answers that are under way may take when the server stops. */
const DRAIN_MS = 500;

export interface HttpServer {
  /** The port that is listened on. */
  readonly port: number;
  /** From now on the gateway answers. */
  serve(gateway: Pick<Gateway, 'app' | 'sockets'>): void;
  /** Takes no more connections and ends those there are. */
  stop(): Promise<void>;
}

/**
 * Listens, and says "not ready" until a gateway is there.
 *
 * @param port 0 takes any free one.
 * @throws FaceAuthError 'port-unusable'
 */
export async function listen({ host, port }: { host: string; port: number }): Promise<HttpServer> {
  const server = createServer({ headersTimeout: 10_000, requestTimeout: 30_000, keepAliveTimeout: 65_000 });
  let handler: RequestListener = startingHandler;
  let sockets: Gateway['sockets'] | undefined;
  server.on('request', (req, res) => {
    handler(req, res);
  });
  server.on('upgrade', (req, socket, head) => {
    if (sockets === undefined) socket.destroy();
    else sockets.upgrade(req, socket, head);
  });

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  }).catch((cause: NodeJS.ErrnoException) => {
    throw new FaceAuthError('port-unusable', { hint: whatToDo(cause, host, port) }, { cause });
  });

  return {
    port: (server.address() as AddressInfo).port,
    serve(gateway) {
      handler = gateway.app;
      sockets = gateway.sockets;
    },
    async stop() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeIdleConnections();
      await sockets?.stop();
      const drained = setTimeout(() => {
        server.closeAllConnections();
      }, DRAIN_MS);
      await closed;
      clearTimeout(drained);
    },
  };
}

function whatToDo({ code, message }: NodeJS.ErrnoException, host: string, port: number): string {
  if (code === 'EADDRINUSE') {
    return `port ${port} of ${host} is in use by another program; stop it, or set FACE_AUTH_PORT to another port`;
  }
  if (code === 'EACCES') return `port ${port} may not be used by this user; set FACE_AUTH_PORT to one above 1023`;
  return `${host}:${port}: ${message}; set FACE_AUTH_HOST and FACE_AUTH_PORT`;
}
