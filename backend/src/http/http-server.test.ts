import type { RequestListener } from 'node:http';
import { describe, expect, it } from 'vitest';
import { listen } from './http-server.ts';

describe('a service that is starting', () => {
  it('is alive but not ready, and says when to come again', async () => {
    const server = await listen({ host: '127.0.0.1', port: 0 });
    const base = `http://127.0.0.1:${server.port}`;
    expect((await fetch(`${base}/healthz`)).status).toBe(200);
    for (const path of ['/readyz', '/', '/api/v1/session']) {
      const answer = await fetch(`${base}${path}`);
      expect(answer.status).toBe(503);
      expect(answer.headers.get('retry-after')).toBe('2');
      expect(await answer.json()).toMatchObject({ code: 'not-ready', retryAfter: 2 });
    }
    await server.stop();
    await expect(fetch(`${base}/healthz`)).rejects.toThrow();
  });

  it('refuses a port that another server has', async () => {
    const server = await listen({ host: '127.0.0.1', port: 0 });
    await expect(listen({ host: '127.0.0.1', port: server.port })).rejects.toMatchObject({ code: 'port-unusable' });
    await server.stop();
  });
});

describe('a service that stops', () => {
  const slow = () => {
    const [reached, gate] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const app: RequestListener = (_req, res) => {
      reached.resolve();
      void gate.promise.then(() => res.end('done'));
    };
    return { app, reached: reached.promise, open: () => gate.resolve() };
  };

  it('lets a running request end, says that the connection does too, and is gone at once', async () => {
    const server = await listen({ host: '127.0.0.1', port: 0, drainMs: 60_000 });
    const { app, reached, open } = slow();
    server.serve({ app });
    const asking = fetch(`http://127.0.0.1:${server.port}/`);
    await reached;
    const stopped = server.stop();
    await expect(fetch(`http://127.0.0.1:${server.port}/`)).rejects.toThrow();
    open();

    const answer = await asking;
    expect(answer.headers.get('connection')).toBe('close');
    expect(await answer.text()).toBe('done');
    await stopped;
  });

  it('breaks a request off that takes longer than it may', async () => {
    const server = await listen({ host: '127.0.0.1', port: 0, drainMs: 50 });
    const { app, reached } = slow();
    server.serve({ app });
    const asking = expect(fetch(`http://127.0.0.1:${server.port}/`)).rejects.toThrow();
    await reached;
    await server.stop();
    await asking;
  });
});
