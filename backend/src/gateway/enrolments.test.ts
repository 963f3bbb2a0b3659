import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { frameOf, picture, startTestGateway, type TestGateway } from './testing.ts';

let gateway: TestGateway;
let token: string;
beforeEach(async () => {
  gateway = await startTestGateway();
  token = (await gateway.gateway.inviteFirstAdmin())?.split('#')[1] ?? '';
});
afterEach(() => gateway.stop());

const connect = ({ id, nonce }: { id: string; nonce: string }) =>
  gateway.connect(`/api/v1/enrolments/${id}/frames`, nonce);
const events = async () => (await gateway.store.audit.list(50)).map(({ event }) => event);

describe('an enrolment', () => {
  it('stores consent and an encrypted template of the person, and uses the invitation up', async () => {
    expect(await gateway.enrolWith(token, 'anna', 'Anna')).toEqual({ type: 'end', outcome: 'accepted' });

    const user = await gateway.store.users.findByName('anna');
    expect(user).toMatchObject({ username: 'Anna', role: 'admin' });
    const { en } = (await gateway.startEnrolment(await invite('ben'))).consent;
    expect(await gateway.store.consents.find(user?.id ?? '')).toEqual({
      version: en.version,
      hash: en.hash,
      language: 'en',
      givenAt: gateway.clock.now,
    });
    const answer = await gateway.send('POST', '/api/v1/enrolments', { token });
    expect(answer).toMatchObject({ status: 410, body: { code: 'invitation-invalid' } });
    expect(await events()).toContain('enrolment.accepted');
  });

  it('refuses a token that was never given', async () => {
    const answer = await gateway.send('POST', '/api/v1/enrolments', { token: 'x'.repeat(43) });
    expect(answer).toMatchObject({ status: 410, body: { code: 'invitation-invalid' } });
  });

  it('keeps the invitation and can be tried again when the course was failed', async () => {
    const enrolment = await gateway.startEnrolment(token);
    await gateway.consent(enrolment, { username: 'anna' });
    const client = await connect(enrolment);
    client.socket.send(frameOf(0, picture('fail')));
    expect(await client.end()).toMatchObject({ outcome: 'rejected', reason: 'wrong-order' });
    expect(await gateway.store.users.findByName('anna')).toBeUndefined();

    const again = await connect(enrolment);
    again.socket.send(frameOf(0, picture('pass')));
    expect(await again.end()).toMatchObject({ outcome: 'accepted' });
  });

  it('is lost with its connection, which is audited, and can be tried again', async () => {
    const enrolment = await gateway.startEnrolment(token);
    await gateway.consent(enrolment, { username: 'anna' });
    const client = await connect(enrolment);
    client.socket.send(frameOf(0, picture('on')));
    await client.next();
    client.socket.close();
    await client.closed;
    expect((await gateway.store.audit.list(1))[0]).toMatchObject({
      event: 'enrolment.rejected',
      reason: 'connection-lost',
    });
    expect(await gateway.enrolWith(token, 'anna', 'anna')).toMatchObject({ outcome: 'accepted' });
  });

  it('shows no camera course before the consent', async () => {
    const enrolment = await gateway.startEnrolment(token);
    await expect(connect(enrolment)).rejects.toMatchObject({ status: 409, body: { code: 'consent-missing' } });
  });

  it('runs one course at a time', async () => {
    const enrolment = await gateway.startEnrolment(token);
    await gateway.consent(enrolment, { username: 'anna' });
    const client = await connect(enrolment);
    await expect(connect(enrolment)).rejects.toMatchObject({ status: 409, body: { code: 'enrolment-running' } });
    expect(await gateway.consent(enrolment, { username: 'ben' })).toMatchObject({
      body: { code: 'enrolment-running' },
    });
    client.socket.close();
  });

  it('stores one of two people who use one invitation at the same time', async () => {
    const both = [await gateway.startEnrolment(token), await gateway.startEnrolment(token)];
    for (const [index, enrolment] of both.entries()) await gateway.consent(enrolment, { username: `person-${index}` });
    const [first, second] = [await connect(both[0]!), await connect(both[1]!)];
    first.socket.send(frameOf(0, picture('pass')));
    expect(await first.end()).toMatchObject({ outcome: 'accepted' });
    second.socket.send(frameOf(0, picture('pass')));
    expect(await second.closed).toMatchObject({ code: 1011, reason: 'invitation-invalid' });
    expect(await gateway.store.users.findByName('person-1')).toBeUndefined();
  });

  it('refuses a consent to another text', async () => {
    const enrolment = await gateway.startEnrolment(token);
    const answer = await gateway.consent(enrolment, { username: 'anna', hash: '0'.repeat(64) });
    expect(answer).toMatchObject({ status: 409, body: { code: 'consent-outdated' } });
    // The hash of the English text does not stand for the German one.
    expect(await gateway.consent(enrolment, { username: 'anna', language: 'de' })).toMatchObject({ status: 409 });
  });

  it('asks for a user name when the invitation names none', async () => {
    const enrolment = await gateway.startEnrolment(token);
    expect(enrolment.username).toBeUndefined();
    expect(await gateway.consent(enrolment)).toMatchObject({ status: 400, body: { code: 'username-missing' } });
  });

  it.each(['', ' ', 'a b', 'a/b', '<b>', 'x'.repeat(65)])('refuses the user name "%s"', async (username) => {
    const enrolment = await gateway.startEnrolment(token);
    expect(await gateway.consent(enrolment, { username })).toMatchObject({
      status: 400,
      body: { code: 'body-invalid' },
    });
  });

  it('takes the user name of the invitation, whatever the person wishes', async () => {
    const enrolment = await gateway.startEnrolment(await invite('ben'));
    expect(enrolment).toMatchObject({ username: 'ben', role: 'user' });
    await gateway.consent(enrolment, { username: 'anna' });
    const client = await connect(enrolment);
    client.socket.send(frameOf(0, picture('pass', 'ben')));
    await client.end();
    expect(await gateway.store.users.findByName('ben')).toMatchObject({ role: 'user' });
  });

  it('refuses another nonce and forgets what was not completed in half an hour', async () => {
    const enrolment = await gateway.startEnrolment(token);
    const wrong = { ...enrolment, nonce: 'x'.repeat(43) };
    expect(await gateway.consent(wrong, { username: 'anna' })).toMatchObject({ status: 404 });
    gateway.clock.now += 30 * 60_000 + 1;
    const answer = await gateway.consent(enrolment, { username: 'anna' });
    expect(answer).toMatchObject({ status: 404, body: { code: 'enrolment-unknown' } });
  });

  it('refuses an invitation that is older than a day', async () => {
    const invited = await invite('ben');
    gateway.clock.now += 24 * 60 * 60_000;
    expect(await gateway.send('POST', '/api/v1/enrolments', { token: invited })).toMatchObject({ status: 410 });
  });
});

describe("the first admin's invitation", () => {
  it('is valid however long it takes', async () => {
    gateway.clock.now += 365 * 24 * 60 * 60_000;
    expect(await gateway.enrolWith(token, 'anna', 'anna')).toMatchObject({ outcome: 'accepted' });
  });

  it('is replaced by the next one', async () => {
    const next = (await gateway.gateway.inviteFirstAdmin())?.split('#')[1] ?? '';
    expect(await gateway.send('POST', '/api/v1/enrolments', { token })).toMatchObject({ status: 410 });
    expect(await gateway.enrolWith(next, 'anna', 'anna')).toMatchObject({ outcome: 'accepted' });
  });

  it('is not made when there is an admin, and again when the last has gone', async () => {
    await gateway.enrolWith(token, 'anna', 'anna');
    expect(await gateway.gateway.inviteFirstAdmin()).toBeUndefined();
    const { cookie } = await gateway.openSession('anna');
    await gateway.send('DELETE', '/api/v1/account', undefined, { cookie });
    expect(await gateway.gateway.inviteFirstAdmin('a-token-from-a-file')).toBe(
      `${gateway.origin}/enrol#a-token-from-a-file`,
    );
  });
});

/** A token made by an admin. */
async function invite(username: string): Promise<string> {
  if ((await gateway.store.users.findByName('boss')) === undefined) {
    const first = (await gateway.gateway.inviteFirstAdmin())?.split('#')[1];
    if (first !== undefined) await gateway.enrolWith(first, 'boss', 'boss');
  }
  const admin = (await gateway.store.users.findByName('boss')) === undefined ? 'anna' : 'boss';
  const { cookie } = await gateway.openSession(admin);
  return gateway.invite(cookie, username);
}
