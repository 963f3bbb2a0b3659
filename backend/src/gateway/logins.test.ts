import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { frameOf, picture, startTestGateway, type TestGateway } from './testing.ts';

let gateway: TestGateway;
beforeEach(async () => {
  gateway = await startTestGateway();
  await gateway.enrolAdmin('anna');
});
afterEach(() => gateway.stop());

const lastRecord = async () => (await gateway.store.audit.list(1))[0];
const connect = ({ id, nonce }: { id: string; nonce: string }) => gateway.connect(`/api/v1/logins/${id}/frames`, nonce);
const claim = ({ id, nonce }: { id: string; nonce: string }) =>
  gateway.send('POST', `/api/v1/logins/${id}/session`, undefined, { 'x-face-auth-nonce': nonce });
const refused = { type: 'end', outcome: 'rejected', reason: 'not-recognised' };

describe('a login', () => {
  it('accepts the enrolled person and gives a session once', async () => {
    const { login, end } = await gateway.logIn('anna', picture('pass', 'anna'));
    expect(end).toEqual({ type: 'end', outcome: 'accepted' });

    const { status, headers, body } = await claim(login);
    expect({ status, body }).toMatchObject({ status: 201, body: { username: 'anna', role: 'admin' } });
    expect(headers.getSetCookie()[0]).toMatch(/^session=[\w-]{43}; Max-Age=28800; Path=\/; .*HttpOnly; SameSite=Lax$/);
    expect(await claim(login)).toMatchObject({ status: 404, body: { code: 'login-unknown' } });
  });

  it('takes the user name in any case', async () => {
    expect((await gateway.logIn('ANNA', picture('pass', 'anna'))).end).toMatchObject({ outcome: 'accepted' });
  });

  it('refuses another person', async () => {
    const { login, end } = await gateway.logIn('anna', picture('pass', 'ben'));
    expect(end).toEqual(refused);
    expect(await claim(login)).toMatchObject({ status: 404 });
    expect(await lastRecord()).toMatchObject({ event: 'login.rejected', reason: 'not-recognised' });
  });

  it('answers for a name that nobody has as for one that somebody has', async () => {
    const [known, unknown] = [await gateway.startLogin('anna'), await gateway.startLogin('nobody')];
    const shape = (value: object) =>
      Object.entries(value).map(([key, part]) => [key, typeof part, String(part).length]);
    expect({ ...unknown, id: '', nonce: '' }).toEqual({ ...known, id: '', nonce: '' });
    expect(shape(unknown)).toEqual(shape(known));

    const { end } = await gateway.logIn('nobody else', picture('pass', 'anna'));
    expect(end).toEqual(refused);
    expect(await lastRecord()).toMatchObject({ event: 'login.rejected', reason: 'not-recognised' });
  });

  it('tells what the course says, then how it failed', async () => {
    const client = await connect(await gateway.startLogin('anna'));
    client.socket.send(frameOf(7, picture('on')));
    expect(await client.next()).toEqual({
      type: 'guidance',
      sequence: 7,
      guidance: 'look-straight',
      progress: 0.5,
      next: { width: 640, intervalMs: 100 },
    });
    client.socket.send(frameOf(8, picture('fail')));
    expect(await client.end()).toEqual({ type: 'end', outcome: 'rejected', reason: 'wrong-order' });
    expect(await client.closed).toMatchObject({ code: 1000 });
    expect(await lastRecord()).toMatchObject({ event: 'login.rejected', reason: 'wrong-order' });
  });

  it('ends when its time is over, though no frame comes', async () => {
    const client = await connect(await gateway.startLogin('anna'));
    client.socket.send(frameOf(0, picture('on')));
    await client.next();
    gateway.clock.now += 20_001;
    expect(await client.end()).toEqual({ type: 'end', outcome: 'rejected', reason: 'timeout' });
    expect(await gateway.store.failures.find(gateway.keys.subjectOf('anna'))).toMatchObject({ consecutive: 1 });
  });

  it('ends when the first frame does not come within a minute, which is no failure', async () => {
    const client = await connect(await gateway.startLogin('anna'));
    gateway.clock.now += 60_001;
    expect(await client.end()).toEqual({ type: 'end', outcome: 'rejected', reason: 'timeout' });
    expect(await gateway.store.failures.find(gateway.keys.subjectOf('anna'))).toBeUndefined();
  });

  it('is swept away when nobody came for it', async () => {
    const login = await gateway.startLogin('anna');
    gateway.clock.now += 60_001;
    await gateway.gateway.sweep();
    expect(await lastRecord()).toMatchObject({ event: 'login.rejected', reason: 'timeout' });
    await expect(connect(login)).rejects.toMatchObject({ status: 404, body: { code: 'login-unknown' } });
  });

  it('is lost with its connection, which is audited and counts', async () => {
    const client = await connect(await gateway.startLogin('anna'));
    client.socket.send(frameOf(0, picture('on')));
    await client.next();
    client.socket.terminate();
    await vi.waitFor(async () => {
      expect(await lastRecord()).toMatchObject({ event: 'login.rejected', reason: 'connection-lost' });
    });
    expect(await gateway.store.failures.find(gateway.keys.subjectOf('anna'))).toMatchObject({ consecutive: 1 });
  });

  it('cannot be claimed later than a minute after it was accepted', async () => {
    const { login } = await gateway.logIn('anna', picture('pass', 'anna'));
    gateway.clock.now += 60_001;
    expect(await claim(login)).toMatchObject({ status: 404 });
  });

  it('cannot be claimed before it is accepted, nor with another nonce', async () => {
    const login = await gateway.startLogin('anna');
    expect(await claim(login)).toMatchObject({ status: 409, body: { code: 'login-not-accepted' } });
    const { login: accepted } = await gateway.logIn('anna', picture('pass', 'anna'));
    expect(await claim({ ...accepted, nonce: 'x'.repeat(43) })).toMatchObject({ status: 404 });
    expect(await claim(accepted)).toMatchObject({ status: 201 });
  });

  it('asks for the same moves again when the login before showed no face', async () => {
    const draws = [0.1, 0.9];
    await gateway.stop();
    gateway = await startTestGateway({ random: () => draws.shift() ?? 0.5 });
    const first = await gateway.startLogin('anna');
    const second = await gateway.startLogin('anna');
    expect(second.moves).toEqual(first.moves);
    gateway.clock.now += 60_001;
    await gateway.gateway.sweep();
    const third = await gateway.startLogin('anna');
    expect(third.moves).toEqual(first.moves);

    const client = await connect(third);
    client.socket.send(frameOf(0, picture('fail')));
    await client.end();
    expect((await gateway.startLogin('anna')).moves).not.toEqual(first.moves);
  });

  it('is not lost when somebody else starts logins with the same name', async () => {
    const login = await gateway.startLogin('anna');
    for (let time = 0; time < 4; time++) await gateway.startLogin('anna');
    const client = await connect(login);
    client.socket.send(frameOf(0, picture('pass', 'anna')));
    expect(await client.end()).toMatchObject({ outcome: 'accepted' });
  });

  it('has one socket', async () => {
    const login = await gateway.startLogin('anna');
    await connect(login);
    await expect(connect(login)).rejects.toMatchObject({ status: 404 });
  });

  it('runs once at a time for a user name', async () => {
    const client = await connect(await gateway.startLogin('anna'));
    client.socket.send(frameOf(0, picture('on')));
    await client.next();
    const { status, body } = await gateway.send('POST', '/api/v1/logins', { username: 'Anna' });
    expect({ status, body }).toMatchObject({ status: 409, body: { code: 'login-running', retryAfter: 1 } });
    expect(await lastRecord()).toMatchObject({ event: 'login.refused', reason: 'login-running' });

    client.socket.send(frameOf(1, picture('pass', 'anna')));
    expect(await client.end()).toMatchObject({ outcome: 'accepted' });
    await gateway.startLogin('anna');
  });

  it('lets people with different names log in at the same time', async () => {
    const clients = [
      await connect(await gateway.startLogin('anna')),
      await connect(await gateway.startLogin('nobody')),
    ];
    for (const { socket } of clients) socket.send(frameOf(0, picture('pass', 'anna')));
    expect(await Promise.all(clients.map((client) => client.end()))).toEqual([
      { type: 'end', outcome: 'accepted' },
      refused,
    ]);
  });

  it('takes one socket only once frames have come', async () => {
    const login = await gateway.startLogin('anna');
    const client = await connect(login);
    client.socket.send(frameOf(0, picture('on')));
    await client.next();
    await expect(connect(login)).rejects.toMatchObject({ status: 404 });
  });

  it('can be started again when the socket closed before the first frame', async () => {
    const login = await gateway.startLogin('anna');
    const before = await connect(login);
    before.socket.close();
    await before.closed;
    const client = await connect(login);
    client.socket.send(frameOf(0, picture('pass', 'anna')));
    expect(await client.end()).toMatchObject({ outcome: 'accepted' });
  });
});

describe('a name that nobody has', { timeout: 60_000 }, () => {
  const timesOf = async (username: string, work: (username: string) => Promise<unknown>) => {
    // Never so often that the limits show.
    gateway.clock.now += 60_000;
    const startedAt = performance.now();
    await work(username);
    return performance.now() - startedAt;
  };
  const medianDifference = async (tries: number, work: (username: string) => Promise<unknown>) => {
    const times: Record<'anna' | 'nobody', number[]> = { anna: [], nobody: [] };
    for (let time = 0; time < tries; time++) {
      for (const name of ['anna', 'nobody'] as const) times[name].push(await timesOf(name, work));
    }
    const [known, unknown] = [median(times.anna), median(times.nobody)];
    return Math.abs(known - unknown);
  };
  const median = (values: number[]) => values.toSorted((a, b) => a - b)[values.length >> 1] ?? NaN;

  it('takes as long to start a login as one that somebody has: within 5 ms over 200 tries', async () => {
    expect(await medianDifference(200, (name) => gateway.startLogin(name))).toBeLessThan(5);
  });

  it('takes as long to be refused: within 5 ms over 100 tries', async () => {
    const refuse = async (name: string) => {
      await gateway.store.failures.put(gateway.keys.subjectOf(name), { consecutive: 1, lastAt: 0 });
      await gateway.logIn(name, picture('pass', 'ben'));
    };
    expect(await medianDifference(100, refuse)).toBeLessThan(5);
  });
});

describe('throttling', () => {
  const fail = async (username: string) => gateway.logIn(username, picture('fail'));
  const start = (username: string) => gateway.send('POST', '/api/v1/logins', { username });

  it.each(['anna', 'nobody'])('makes %s wait after ten failures in a row', async (username) => {
    for (let time = 0; time < 10; time++) await fail(username);
    const { status, headers, body } = await start(username);
    expect({ status, body }).toMatchObject({ status: 429, body: { code: 'login-throttled', retryAfter: 30 } });
    expect(headers.get('retry-after')).toBe('30');
    expect(await lastRecord()).toMatchObject({ event: 'login.refused', reason: 'login-throttled' });

    gateway.clock.now += 30_000;
    expect(await start(username)).toMatchObject({ status: 201 });
  });

  it('starts from the beginning after a success', async () => {
    for (let time = 0; time < 9; time++) await fail('anna');
    await gateway.logIn('anna', picture('pass', 'anna'));
    await fail('anna');
    expect(await start('anna')).toMatchObject({ status: 201 });
  });

  it('turns login off after 100 failures, and a new enrolment on again', async () => {
    const { cookie } = await gateway.openSession('anna');
    const subject = gateway.keys.subjectOf('anna');
    await gateway.store.failures.put(subject, { consecutive: 100, lastAt: 0 });
    expect(await start('anna')).toMatchObject({ status: 403, body: { code: 'login-off' } });

    await gateway.enrolWith(await gateway.invite(cookie, 'anna', 'admin'), 'anna');
    expect((await gateway.logIn('anna', picture('pass', 'anna'))).end).toMatchObject({ outcome: 'accepted' });
  });

  it('allows 30 logins a minute from one address', async () => {
    const statuses: number[] = [];
    for (let time = 0; time < 31; time++) statuses.push((await start(`somebody-${time}`)).status);
    expect(statuses.filter((status) => status === 201)).toHaveLength(30);
    const { body } = await start('somebody');
    expect(body).toMatchObject({ code: 'too-many-requests', retryAfter: 2 });
    gateway.clock.now += 60_000;
    expect(await start('somebody')).toMatchObject({ status: 201 });
  });

  it('lets 200 logins wait, no more, and counts addresses as a trusted proxy tells them', async () => {
    await gateway.stop();
    gateway = await startTestGateway({ trustedProxies: ['127.0.0.0/8'] });
    const startFrom = (number: number) =>
      gateway.send(
        'POST',
        '/api/v1/logins',
        { username: `somebody-${number}` },
        { 'x-forwarded-for': `10.0.0.${Math.floor(number / 25)}` },
      );
    for (let number = 0; number < 200; number++) expect(await startFrom(number)).toMatchObject({ status: 201 });
    const { status, headers, body } = await startFrom(200);
    expect({ status, body }).toMatchObject({ status: 503, body: { code: 'too-many-logins' } });
    expect(headers.get('retry-after')).toBe('5');

    gateway.clock.now += 60_001;
    await gateway.gateway.sweep();
    expect(await startFrom(200)).toMatchObject({ status: 201 });
  });
});
