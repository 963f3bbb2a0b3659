import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { createServer as createTlsServer, type Server as TlsServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { FaceAuthError } from '../errors.ts';
import type { TlsFiles } from '../tls/tls-files.ts';
import { startingHandler } from './starting-handler.ts';

const TIMEOUTS = { headersTimeout: 10_000, requestTimeout: 30_000, keepAliveTimeout: 65_000 };
/** Both ends are ours, so nothing older needs to be understood. */
const TLS = { requestCert: true, rejectUnauthorized: true, minVersion: 'TLSv1.3' } as const;

export interface ListenOptions {
  readonly host: string;
  /** 0 takes any free one. */
  readonly port: number;
  /** The setting that the port comes from, for sentences about it. Default: FACE_AUTH_PORT. */
  readonly portSetting?: string;
  /** With it only clients with a certificate of the authority get as far as a request. Changes reach new connections. */
  readonly tls?: TlsFiles | undefined;
  /** How long answers that are under way may take when the server stops. Default: half a second. */
  readonly drainMs?: number;
}

/** What answers: a request listener such as an Express app and, where there are sockets, who takes them. */
export interface Served {
  readonly app: RequestListener;
  readonly sockets?: {
    upgrade(req: IncomingMessage, socket: Duplex, head: Buffer): void;
    stop(): Promise<void>;
  };
}

export interface HttpServer {
  /** The port that is listened on. */
  readonly port: number;
  /** From now on this answers. */
  serve(served: Served): void;
  /** Takes no more connections, lets running requests end within the time for it, and ends the connections there are. */
  stop(): Promise<void>;
}

/**
 * Listens, and says "not ready" until there is something to serve.
 *
 * @throws FaceAuthError 'port-unusable'
 */
export async function listen(options: ListenOptions): Promise<HttpServer> {
  const { host, port, tls, drainMs = 500 } = options;
  const server = tls === undefined ? createServer(TIMEOUTS) : createTlsServer({ ...TIMEOUTS, ...TLS, ...tls.current });
  const running = new Set<ServerResponse>();
  /** Connections that may take no further request: their certificate has been replaced, or the server stops. */
  const outdated = new WeakSet<Socket>();
  let handler: RequestListener = startingHandler;
  let sockets: Served['sockets'];
  let isStopping = false;

  server.on('request', (req, res) => {
    if (isStopping || outdated.has(req.socket)) res.setHeader('connection', 'close');
    running.add(res);
    res.on('close', () => running.delete(res));
    handler(req, res);
  });
  server.on('upgrade', (req, socket, head) => {
    if (sockets === undefined) socket.destroy();
    else sockets.upgrade(req, socket, head);
  });
  if (tls !== undefined && 'setSecureContext' in server) followTlsFiles(server, tls, outdated);

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  }).catch((cause: NodeJS.ErrnoException) => {
    throw new FaceAuthError('port-unusable', { hint: whatToDo(cause, options) }, { cause });
  });

  return {
    port: (server.address() as AddressInfo).port,
    serve(served) {
      handler = served.app;
      sockets = served.sockets;
    },
    async stop() {
      isStopping = true;
      for (const res of running) if (!res.headersSent) res.setHeader('connection', 'close');
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeIdleConnections();
      await sockets?.stop();
      const drained = setTimeout(() => {
        server.closeAllConnections();
      }, drainMs);
      await closed;
      clearTimeout(drained);
    },
  };
}

/** A changed certificate or authority counts for new connections at once, and old ones end with their next answer. */
function followTlsFiles(server: TlsServer, tls: TlsFiles, outdated: WeakSet<Socket>): void {
  const open = new Set<Socket>();
  server.on('secureConnection', (socket) => {
    open.add(socket);
    socket.on('close', () => open.delete(socket));
  });
  tls.onChange((credentials) => {
    server.setSecureContext({ ...TLS, ...credentials });
    for (const socket of open) outdated.add(socket);
  });
}

function whatToDo({ code, message }: NodeJS.ErrnoException, options: ListenOptions): string {
  const { host, port, portSetting = 'FACE_AUTH_PORT' } = options;
  if (code === 'EADDRINUSE') {
    return `port ${port} of ${host} is in use by another program; stop it, or set ${portSetting} to another port`;
  }
  if (code === 'EACCES') return `port ${port} may not be used by this user; set ${portSetting} to one above 1023`;
  return `${host}:${port}: ${message}; set FACE_AUTH_HOST and ${portSetting}`;
}
