import { isIPv6 } from 'node:net';
import { Pool, type Dispatcher } from 'undici';
import { FaceAuthError } from '../../errors.ts';
import type { TlsFiles } from '../../tls/tls-files.ts';

export interface RemoteRequest {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly body?: Uint8Array;
  /** The time for all of it. */
  readonly withinMs: number;
}

export interface RemoteAnswer {
  readonly status: number;
  /** Parsed JSON; `undefined` when it is none. */
  readonly json: unknown;
}

/** Kept-alive connections to the addresses behind one name. */
export interface Connections {
  /** @throws Why there is no answer; FaceAuthError 'not-ready' once they are closed. */
  ask(address: string, request: RemoteRequest): Promise<RemoteAnswer>;
  /** Ends the connections to an address when its requests have ended. */
  leave(address: string): void;
  /** Ends all, running requests included. */
  close(): Promise<void>;
}

const CONNECT_MS = 2_000;
/** An answer has some 9 kB for each face. */
const MOST_ANSWER_BYTES = 2 ** 20;

/**
 * Connects to addresses, but asks for the name: it stands in `Host` and SNI, and the server's certificate must be of it.
 * With new TLS files new requests use new connections; running ones end on the old.
 */
export function openConnections(url: URL, tls: TlsFiles | undefined): Connections {
  const pools = new Map<string, Pool>();
  let isClosed = false;

  const poolOf = (address: string): Pool => {
    const pool = pools.get(address) ?? openPool(url, address, tls);
    pools.set(address, pool);
    return pool;
  };

  const leave = (address: string): void => {
    // Resolves when the last request has ended; each of them reports its own end.
    void pools.get(address)?.close();
    pools.delete(address);
  };
  tls?.onChange(() => {
    for (const address of [...pools.keys()]) leave(address);
  });

  return {
    async ask(address, { method, path, body = null, withinMs }) {
      if (isClosed) throw new FaceAuthError('not-ready');
      const controller = new AbortController();
      const timer = setTimeout(() => {
        controller.abort(new Error(`it did not answer within ${withinMs / 1_000} s`));
      }, withinMs);
      try {
        const headers = { host: url.host, ...(body === null ? {} : { 'content-type': 'image/jpeg' }) };
        const answer = await poolOf(address).request({ method, path, headers, body, signal: controller.signal });
        return { status: answer.statusCode, json: await readJson(answer) };
      } finally {
        clearTimeout(timer);
      }
    },
    leave,
    async close() {
      isClosed = true;
      await Promise.all([...pools.values()].map((pool) => pool.destroy()));
    },
  };
}

function openPool({ protocol, port }: URL, address: string, tls: TlsFiles | undefined): Pool {
  const host = isIPv6(address) ? `[${address}]` : address;
  return new Pool(`${protocol}//${host}${port === '' ? '' : `:${port}`}`, {
    allowH2: false,
    maxResponseSize: MOST_ANSWER_BYTES,
    // Each request has its own limit.
    headersTimeout: 0,
    bodyTimeout: 0,
    connect: { timeout: CONNECT_MS, minVersion: 'TLSv1.3', ...tls?.current },
  });
}

async function readJson({ body }: Dispatcher.ResponseData): Promise<unknown> {
  const text = await body.text();
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
