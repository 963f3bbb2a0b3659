import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { frameOf, picture, startTestGateway, type Client, type TestGateway } from './testing.ts';

let gateway: TestGateway;
let client: Client;
beforeEach(async () => {
  gateway = await startTestGateway();
  await gateway.enrolAdmin('anna');
  const { id, nonce } = await gateway.startLogin('anna');
  client = await gateway.connect(`/api/v1/logins/${id}/frames`, nonce);
  client.socket.send(frameOf(0, picture('on')));
  await client.next();
});
afterEach(() => gateway.stop());

const failures = () => gateway.store.failures.find(gateway.keys.subjectOf('anna'));
const expectCut = async (reason: string) => {
  expect(await client.closed).toEqual({ code: 1008, reason });
  expect((await gateway.store.audit.list(1))[0]).toMatchObject({ event: 'login.rejected', reason: 'connection-lost' });
  expect(await failures()).toMatchObject({ consecutive: 1 });
};

describe('the frames of a page', () => {
  it('are answered in order, two at a time', async () => {
    let open = (): void => undefined;
    gateway.engine.gate = new Promise((resolve) => (open = resolve));
    client.socket.send(frameOf(1, picture('on')));
    client.socket.send(frameOf(2, picture('on')));
    open();
    await vi.waitFor(() => {
      expect(client.messages.map((message) => 'sequence' in message && message.sequence)).toEqual([0, 1, 2]);
    });
  });

  it('cut the page off when a third is unanswered', async () => {
    let open = (): void => undefined;
    gateway.engine.gate = new Promise((resolve) => (open = resolve));
    for (const sequence of [1, 2, 3]) client.socket.send(frameOf(sequence, picture('on')));
    await expectCut('too-many-frames');
    open();
  });

  it.each([
    { name: 'the engine is busy', word: 'busy' },
    { name: 'a worker of the engine has died', word: 'died' },
  ] as const)('get the last guidance again when $name', async ({ word }) => {
    client.socket.send(frameOf(1, picture(word)));
    expect(await client.next()).toMatchObject({ type: 'guidance', sequence: 1, guidance: 'look-straight' });
    client.socket.send(frameOf(2, picture('pass')));
    expect(await client.end()).toMatchObject({ outcome: 'accepted' });
  });

  it.each([
    { name: 'text', message: 'hello', reason: 'frame-invalid' },
    { name: 'a header alone', message: frameOf(1, new Uint8Array()), reason: 'frame-invalid' },
    { name: 'no JPEG', message: frameOf(1, Buffer.from('GIF89a')), reason: 'frame-invalid' },
    { name: 'a sequence that was there', message: frameOf(0, picture('on')), reason: 'frame-invalid' },
    { name: 'a picture that cannot be decoded', message: frameOf(1, picture('garbage')), reason: 'picture-invalid' },
  ])('cut the page off when they are $name', async ({ message, reason }) => {
    client.socket.send(message);
    await expectCut(reason);
  });

  it('cut the page off when one is larger than 2 MB', async () => {
    client.socket.send(Buffer.alloc(2 * 1024 * 1024 + 15, 0xff));
    expect(await client.closed).toMatchObject({ code: 1009 });
    await vi.waitFor(async () => {
      expect(await failures()).toMatchObject({ consecutive: 1 });
    });
  });

  it('end the login without a failure when the engine breaks', async () => {
    client.socket.send(frameOf(1, picture('crash')));
    expect(await client.closed).toEqual({ code: 1011, reason: 'internal' });
    expect((await gateway.store.audit.list(1))[0]).toMatchObject({ event: 'login.rejected', reason: 'internal' });
    expect(await failures()).toBeUndefined();
    await gateway.startLogin('anna');
  });

  it('end the login without a failure when the service stops', async () => {
    await gateway.gateway.sockets.stop();
    expect(await client.closed).toEqual({ code: 1011, reason: 'not-ready' });
    expect(await failures()).toBeUndefined();
  });

  it('end the login with an error when the store fails, and never with a success', async () => {
    await gateway.store.close();
    client.socket.send(frameOf(1, picture('pass')));
    expect(await client.closed).toEqual({ code: 1011, reason: 'store-unavailable' });
    expect(client.messages.some((message) => message.type === 'end')).toBe(false);
  });
});

describe('a socket', () => {
  const login = () => gateway.startLogin('ben');
  const path = (id: string) => `/api/v1/logins/${id}/frames`;

  it('is refused with another nonce', async () => {
    const { id } = await login();
    await expect(gateway.connect(path(id), 'x'.repeat(43))).rejects.toMatchObject({
      status: 404,
      body: { code: 'login-unknown' },
    });
  });

  it('is refused for a login that is not there', async () => {
    const { nonce } = await login();
    await expect(gateway.connect(path('none'), nonce)).rejects.toMatchObject({ status: 404 });
    await expect(gateway.connect('/api/v1/logins', nonce)).rejects.toMatchObject({ body: { code: 'not-found' } });
  });

  it.each([
    { name: 'from a foreign page', origin: { origin: 'https://evil.example' } },
    { name: 'that does not say where it comes from', origin: {} },
  ])('is refused $name', async ({ origin }) => {
    const { id, nonce } = await login();
    const connecting = gateway.connect(path(id), nonce, origin);
    await expect(connecting).rejects.toMatchObject({ status: 403, body: { code: 'origin-refused' } });
  });

  it('is taken from the page under the other names of this machine', async () => {
    const { id, nonce } = await login();
    const other = await gateway.connect(path(id), nonce, { origin: `http://127.0.0.1:${gateway.port}` });
    expect(other.socket.protocol).toBe('face-auth.v1');
    other.socket.close();
  });
});
