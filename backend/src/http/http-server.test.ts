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
