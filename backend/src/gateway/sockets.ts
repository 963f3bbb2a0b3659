import { STATUS_CODES, type IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { randomUUID } from 'node:crypto';
import { WebSocketServer } from 'ws';
import { FaceAuthError } from '../errors.ts';
import type { FaceEngine } from '../face/engine.ts';
import { problemOf } from '../http/problem-handler.ts';
import type { Log } from '../observe/log.ts';
import type { Attempt } from './attempt.ts';
import type { EnrolmentService } from './enrolment-service.ts';
import { FRAME_HEADER_BYTES, MAX_PICTURE_BYTES } from './frame.ts';
import type { LoginService } from './login-service.ts';
import { runCourse } from './run-course.ts';

const PROTOCOL = 'face-auth.v1';
const PATH = /^\/api\/v1\/(logins|enrolments)\/([\w-]{1,64})\/frames$/;

export interface SocketsOptions {
  readonly logins: Pick<LoginService, 'attempt'>;
  readonly enrolments: Pick<EnrolmentService, 'attempt'>;
  readonly engine: Pick<FaceEngine, 'analyse'>;
  readonly origins: ReadonlySet<string>;
  readonly now: () => number;
  readonly log: Log;
}

export interface Sockets {
  upgrade(req: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Ends all courses. */
  stop(): Promise<void>;
}

/** The sockets that frames come over. What is refused gets a problem document instead of a socket. */
export function createSockets(options: SocketsOptions): Sockets {
  const { logins, enrolments, engine, origins, now, log } = options;
  const server = new WebSocketServer({
    noServer: true,
    maxPayload: FRAME_HEADER_BYTES + MAX_PICTURE_BYTES,
    perMessageDeflate: false,
    handleProtocols: () => PROTOCOL,
  });
  const running = new Set<ReturnType<typeof runCourse>>();

  const find = (req: IncomingMessage): Attempt => {
    if (!origins.has(req.headers.origin ?? '')) throw new FaceAuthError('origin-refused');
    const [, kind, id = ''] = PATH.exec(new URL(req.url ?? '/', 'http://host').pathname) ?? [];
    if (kind === undefined) throw new FaceAuthError('not-found');
    const [protocol, nonce, ...others] = (req.headers['sec-websocket-protocol'] ?? '').split(',').map((p) => p.trim());
    if (protocol !== PROTOCOL || nonce === undefined || others.length > 0) throw new FaceAuthError('socket-invalid');
    return kind === 'logins' ? logins.attempt(id, nonce) : enrolments.attempt(id, nonce);
  };

  return {
    upgrade(req, socket, head) {
      socket.on('error', (error) => {
        log.debug({ err: error }, 'a connection failed');
      });
      try {
        const attempt = find(req);
        let isOpen = false;
        server.handleUpgrade(req, socket, head, (webSocket) => {
          isOpen = true;
          const course = runCourse({ socket: webSocket, attempt, engine, now, log });
          running.add(course);
          webSocket.on('close', () => running.delete(course));
        });
        // A handshake that ws refused: nothing will come over it.
        if (!isOpen) void attempt.failed('connection-lost');
      } catch (error) {
        refuse(socket, error instanceof FaceAuthError ? error : new FaceAuthError('internal', {}, { cause: error }));
      }
    },
    async stop() {
      await Promise.all([...running].map((course) => course.stop()));
      server.close();
    },
  };
}

function refuse(socket: Duplex, error: FaceAuthError): void {
  const problem = problemOf(error, randomUUID());
  const body = JSON.stringify(problem);
  // Node's time limits end with the upgrade: a peer that never closes its side would hold the connection.
  socket.once('finish', () => socket.destroy());
  socket.end(
    `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}\r\nConnection: close\r\n` +
      `Content-Type: application/problem+json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
}
