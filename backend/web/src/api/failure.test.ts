import { describe, expect, it } from 'vitest';
import { failureOf } from './failure.ts';

const answer = (status: number, body: unknown, headers: Record<string, string> = {}) =>
  new Response(typeof body === 'string' ? body : JSON.stringify(body), {
    status,
    headers: { 'content-type': typeof body === 'string' ? 'text/html' : 'application/problem+json', ...headers },
  });

describe('failureOf', () => {
  it('reads the code, the wait and the id of a problem document', async () => {
    const problem = { code: 'login-throttled', requestId: 'r1', retryAfter: 30 };

    expect(await failureOf(answer(429, problem))).toEqual({ ...problem, status: 429 });
  });

  it('takes the wait from the header when the document has none', async () => {
    expect(await failureOf(answer(503, { code: 'engine-busy' }, { 'retry-after': '7' }))).toMatchObject({
      retryAfter: 7,
    });
  });

  it('takes a proxy’s page for a service that is away', async () => {
    expect(await failureOf(answer(502, '<html>'))).toEqual({ code: 'unreachable', status: 502 });
  });

  it('calls anything else unexpected', async () => {
    expect(await failureOf(answer(418, '<html>'))).toEqual({ code: 'unexpected', status: 418 });
  });

  it('survives a document that is cut off', async () => {
    const cut = new Response('{"code":', { status: 500, headers: { 'content-type': 'application/problem+json' } });

    expect(await failureOf(cut)).toEqual({ code: 'unexpected', status: 500 });
  });
});
