import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { firstBreak, type AuditRecord } from '../store/audit-chain.ts';
import { picture, startTestGateway, type TestGateway } from './testing.ts';

const MINUTE = 60_000;
let gateway: TestGateway;
beforeEach(async () => {
  gateway = await startTestGateway();
  await gateway.enrolAdmin('anna');
});
afterEach(() => gateway.stop());

const session = (cookie: string) => gateway.send('GET', '/api/v1/session', undefined, { cookie });
const user = async () => {
  const { cookie } = await gateway.openSession('anna');
  await gateway.enrolWith(await gateway.invite(cookie, 'ben'), 'ben');
  return gateway.openSession('ben');
};

describe('a session', () => {
  it('says who is logged in', async () => {
    const { cookie } = await gateway.openSession('anna');
    const { status, body } = await session(cookie);
    expect({ status, body }).toEqual({
      status: 200,
      body: { username: 'anna', role: 'admin', expiresAt: gateway.clock.now + 8 * 60 * MINUTE },
    });
  });

  it.each(['', 'session=', 'session=none', '__Host-session=none'])(
    'is not there with the cookie "%s"',
    async (cookie) => {
      expect(await session(cookie)).toMatchObject({ status: 401, body: { code: 'not-logged-in' } });
    },
  );

  it('ends after 30 idle minutes', async () => {
    const { cookie } = await gateway.openSession('anna');
    gateway.clock.now += 30 * MINUTE - 1;
    expect(await session(cookie)).toMatchObject({ status: 200 });
    gateway.clock.now += 30 * MINUTE;
    expect(await session(cookie)).toMatchObject({ status: 401 });
  });

  it('ends after 8 hours, however busy', async () => {
    const { cookie } = await gateway.openSession('anna');
    for (let minute = 0; minute < 8 * 60 - 20; minute += 20) {
      gateway.clock.now += 20 * MINUTE;
      expect(await session(cookie)).toMatchObject({ status: 200 });
    }
    gateway.clock.now += 20 * MINUTE;
    expect(await session(cookie)).toMatchObject({ status: 401 });
  });

  it('ends with a log-out', async () => {
    const { cookie } = await gateway.openSession('anna');
    const { status, headers } = await gateway.send('DELETE', '/api/v1/session', undefined, { cookie });
    expect(status).toBe(204);
    expect(headers.getSetCookie()[0]).toMatch(/^session=; Path=\/; Expires=Thu, 01 Jan 1970/);
    expect(await session(cookie)).toMatchObject({ status: 401 });
  });

  it('is replaced by the next login of the same browser', async () => {
    const { cookie } = await gateway.openSession('anna');
    const { login } = await gateway.logIn('anna', picture('pass', 'anna'));
    const headers = { cookie, 'x-face-auth-nonce': login.nonce };
    await gateway.send('POST', `/api/v1/logins/${login.id}/session`, undefined, headers);
    expect(await session(cookie)).toMatchObject({ status: 401 });
  });

  it('is not kept in a form that could be used', async () => {
    const { cookie } = await gateway.openSession('anna');
    const id = cookie.split('=')[1] ?? '';
    expect(id).toHaveLength(43);
    expect(gateway.logLines.join('')).not.toContain(id);
  });

  it('has a Secure cookie with the prefix __Host- on https', async () => {
    await gateway.stop();
    gateway = await startTestGateway({ publicUrl: 'https://login.example.com' });
    const headers = { origin: 'https://login.example.com' };
    const { headers: answered } = await gateway.send('DELETE', '/api/v1/session', undefined, headers);
    expect(answered.getSetCookie()[0]).toMatch(/^__Host-session=; Path=\/; .*HttpOnly; Secure; SameSite=Lax$/);
    expect(answered.get('strict-transport-security')).toBe('max-age=31536000');
  });
});

describe('withdrawing consent', () => {
  it('erases the person and every session at once', async () => {
    const [{ cookie }, other] = [await user(), await gateway.openSession('ben')];
    const { id } = (await gateway.store.users.findByName('ben')) ?? { id: '' };
    const { status } = await gateway.send('DELETE', '/api/v1/account', undefined, { cookie });
    expect(status).toBe(204);
    expect(await session(other.cookie)).toMatchObject({ status: 401 });
    expect(await gateway.store.users.findByName('ben')).toBeUndefined();
    expect(await gateway.store.templates.find(id)).toBeUndefined();
    expect(await gateway.store.consents.find(id)).toBeUndefined();
    expect((await gateway.store.audit.list(1))[0]).toMatchObject({ event: 'account.erased', outcome: 'success' });
    expect((await gateway.logIn('ben', picture('pass', 'ben'))).end).toMatchObject({ reason: 'not-recognised' });
  });

  it('needs a session', async () => {
    expect(await gateway.send('DELETE', '/api/v1/account')).toMatchObject({ status: 401 });
  });
});

describe('what admins may do', () => {
  it.each([
    { method: 'POST', path: '/api/v1/invitations', body: { username: 'eve', role: 'admin' } },
    { method: 'GET', path: '/api/v1/audit', body: undefined },
  ])('$method $path is for admins only', async ({ method, path, body }) => {
    expect(await gateway.send(method, path, body)).toMatchObject({ status: 401 });
    const { cookie } = await user();
    expect(await gateway.send(method, path, body, { cookie })).toMatchObject({
      status: 403,
      body: { code: 'admin-only' },
    });
  });

  it('invites with a link that holds the token behind the hash sign', async () => {
    const { cookie } = await gateway.openSession('anna');
    const { status, body } = await gateway.send(
      'POST',
      '/api/v1/invitations',
      { username: 'ben', role: 'user' },
      { cookie },
    );
    expect(status).toBe(201);
    expect(body['url']).toMatch(new RegExp(`^${gateway.origin}/enrol#[\\w-]{43}$`));
    expect(body['expiresAt']).toBe(gateway.clock.now + 24 * 60 * MINUTE);
  });

  it.each([
    { username: 'a b', role: 'user' },
    { username: 'ben', role: 'root' },
    { username: 'ben' },
    { username: 'ben', role: 'user', extra: 1 },
  ])('does not invite with %o', async (body) => {
    const { cookie } = await gateway.openSession('anna');
    const answer = await gateway.send('POST', '/api/v1/invitations', body, { cookie });
    expect(answer).toMatchObject({ status: 400, body: { code: 'body-invalid' } });
  });

  it('lists the audit trail, whole and without names', async () => {
    const { cookie } = await user().then(() => gateway.openSession('anna'));
    await gateway.logIn('nobody-knows', picture('fail'));
    const { body, text } = await gateway.send('GET', '/api/v1/audit', undefined, { cookie });
    const records = body['records'] as AuditRecord[];
    expect(firstBreak(records.toReversed())).toBeUndefined();
    expect(records[0]).toMatchObject({ event: 'login.rejected', reason: 'wrong-order' });
    expect(text).not.toMatch(/anna|ben|nobody-knows/);
    expect(records.find(({ event }) => event === 'login.accepted')?.similarity).toBe(0.95);
  });

  it('gives the audit trail as JSON lines', async () => {
    const { cookie } = await gateway.openSession('anna');
    const headers = { cookie, accept: 'application/x-ndjson' };
    const answer = await gateway.send('GET', '/api/v1/audit?limit=2', undefined, headers);
    expect(answer.headers.get('content-type')).toContain('application/x-ndjson');
    const lines = answer.text.trimEnd().split('\n');
    expect(lines.map((line) => (JSON.parse(line) as AuditRecord).event)).toEqual(['session.started', 'login.accepted']);
  });

  it.each(['limit=0', 'limit=many', 'limit=100001', 'limit=1&limit=2', 'since=1'])(
    'refuses the query %s',
    async (query) => {
      const { cookie } = await gateway.openSession('anna');
      const answer = await gateway.send('GET', `/api/v1/audit?${query}`, undefined, { cookie });
      expect(answer).toMatchObject({ status: 400, body: { code: 'query-invalid' } });
    },
  );
});

describe('requests', () => {
  const start = (body: unknown, headers?: Record<string, string>) =>
    gateway.send('POST', '/api/v1/logins', body, headers);

  it.each([
    { name: 'no body', body: undefined },
    { name: 'no JSON', body: '{"username"' },
    { name: 'no user name', body: {} },
    { name: 'an empty user name', body: { username: '  ' } },
    { name: 'a user name of 65 letters', body: { username: 'x'.repeat(65) } },
    { name: 'a number as user name', body: { username: 5 } },
    { name: 'an unknown field', body: { username: 'anna', role: 'admin' } },
  ])('are refused with $name', async ({ body }) => {
    const answer = await start(body);
    expect(answer).toMatchObject({ status: 400, body: { code: 'body-invalid', status: 400 } });
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
  });

  it('are refused with a body of more than 16 kB', async () => {
    expect(await start({ username: 'x'.repeat(17_000) })).toMatchObject({
      status: 413,
      body: { code: 'body-too-large' },
    });
  });

  it.each(['https://evil.example', 'null', ''])('are refused from the origin "%s"', async (origin) => {
    expect(await start({ username: 'anna' }, { origin })).toMatchObject({
      status: 403,
      body: { code: 'origin-refused' },
    });
  });

  it('are taken from the page under the other names of this machine', async () => {
    const { port } = gateway;
    for (const name of ['localhost', '127.0.0.1', '[::1]']) {
      expect(await start({ username: 'anna' }, { origin: `http://${name}:${port}` })).toMatchObject({ status: 201 });
    }
    expect(await start({ username: 'anna' }, { origin: `http://localhost:${port + 1}` })).toMatchObject({
      status: 403,
    });
  });

  it('to nowhere get a problem document with an id that stands in the log', async () => {
    const { status, headers, body } = await gateway.send('GET', '/api/v1/nowhere');
    expect({ status, body }).toMatchObject({
      status: 404,
      body: { type: 'urn:face-auth:problem:not-found', code: 'not-found' },
    });
    expect(body['requestId']).toBe(headers.get('x-request-id'));
    expect(gateway.logLines.join('')).toContain(String(body['requestId']));
  });

  it('to nowhere get it also when the address cannot be decoded', async () => {
    expect(await gateway.send('GET', '/assets/%E0%A4%A')).toMatchObject({ status: 404 });
    expect(await gateway.send('GET', '/assets/..%2fface-auth.db')).toMatchObject({ status: 404 });
  });

  it('get 503 and no details when the store fails', async () => {
    await gateway.store.close();
    const { status, body, text } = await start({ username: 'anna' });
    expect({ status, body }).toMatchObject({ status: 503, body: { code: 'store-unavailable' } });
    expect(text).not.toContain('database');
    expect(await gateway.send('GET', '/readyz')).toMatchObject({ status: 503 });
    expect(await gateway.send('GET', '/healthz')).toMatchObject({ status: 200 });
  });

  it('leave no user name in the log', async () => {
    await gateway.openSession('anna');
    await gateway.logIn('nobody-knows', picture('fail'));
    expect(gateway.logLines.join('')).toContain(gateway.keys.subjectOf('anna'));
    expect(gateway.logLines.join('')).not.toMatch(/anna|nobody-knows/);
  });
});

describe('pages and health', () => {
  it.each(['/', '/enrol', '/welcome'])('%s is the built page', async (path) => {
    const { status, text, headers } = await gateway.send('GET', path);
    expect({ status, text }).toMatchObject({ status: 200, text: expect.stringContaining('The page') as string });
    expect(headers.get('cache-control')).toBe('no-cache');
  });

  it('serves no file beside the page', async () => {
    expect(await gateway.send('GET', '/readme.md')).toMatchObject({ status: 404 });
    expect(await gateway.send('GET', '/../package.json')).toMatchObject({ status: 404 });
  });

  it('allows the page nothing inline and nothing from elsewhere, and the camera to itself only', async () => {
    const { headers } = await gateway.send('GET', '/');
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none';script-src 'self';style-src 'self'");
    expect(policy).toContain(`connect-src 'self' ws://localhost:${gateway.port}`);
    expect(policy).not.toContain('unsafe');
    expect(headers.get('permissions-policy')).toContain('camera=(self)');
    expect(headers.get('strict-transport-security')).toBeNull();
    expect(headers.get('x-frame-options')).toBe('DENY');
    expect(headers.get('x-powered-by')).toBeNull();
  });

  it('says that it is alive, ready and what version it is', async () => {
    expect(await gateway.send('GET', '/healthz')).toMatchObject({ status: 200 });
    expect(await gateway.send('GET', '/readyz')).toMatchObject({ status: 200, body: { ready: true } });
    expect(await gateway.send('GET', '/version')).toMatchObject({ status: 200, body: { version: '1.2.3' } });
  });
});
