import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SHIPPED_CALIBRATION } from '../face/calibration/calibration.ts';
import { createOutdatedEnrolments } from './outdated-enrolments.ts';
import { fakeEngine, picture, startTestGateway, type TestGateway } from './testing.ts';

const OUTDATED = { type: 'end', outcome: 'rejected', reason: 'enrolment-outdated' };
const NOT_RECOGNISED = { type: 'end', outcome: 'rejected', reason: 'not-recognised' };

/** Ran with another recogniser when anna, an admin, and ben, a user, enrolled. */
let gateway: TestGateway;
beforeEach(async () => {
  gateway = await startTestGateway({ engine: Object.assign(fakeEngine(), { recogniser: 'old-1' }) });
  await gateway.enrolAdmin('anna');
  const { cookie } = await gateway.openSession('anna');
  await gateway.enrolWith(await gateway.invite(cookie, 'ben'), 'ben');
  gateway.restart({ engine: fakeEngine() });
});
afterEach(() => gateway.stop());

const subject = (username: string) => gateway.keys.subjectOf(username);
const lastRecord = async () => (await gateway.store.audit.list(1))[0];
/** Names that nobody has. */
const strangers = Array.from({ length: 40 }, (_, index) => `stranger-${index}`);

describe('a login with a template of another recogniser', () => {
  it('is told after the course that a new enrolment is due', async () => {
    await gateway.gateway.lookForOutdated();

    expect((await gateway.logIn('ben', picture('pass', 'ben'))).end).toEqual(OUTDATED);
    expect((await gateway.logIn('ben', picture('pass', 'somebody else'))).end).toEqual(OUTDATED);
  });

  it('is told nothing of it when the course was failed', async () => {
    expect((await gateway.logIn('ben', picture('fail', 'ben'))).end).toMatchObject({ reason: 'wrong-order' });
  });

  it('is no failure of the person, and stands in the audit trail', async () => {
    await gateway.logIn('ben', picture('pass', 'ben'));

    expect(await gateway.store.failures.find(subject('ben'))).toBeUndefined();
    expect(await lastRecord()).toMatchObject({
      event: 'login.rejected',
      reason: 'enrolment-outdated',
      subject: subject('ben'),
    });
  });

  it('starts like any other', async () => {
    const [outdated, unknown] = [await gateway.startLogin('ben'), await gateway.startLogin('nobody')];

    expect({ ...outdated, id: '', nonce: '' }).toEqual({ ...unknown, id: '', nonce: '' });
  });

  it('ends like one with a name that nobody has, so that nobody learns who is enrolled', async () => {
    await gateway.gateway.lookForOutdated();
    const { end } = await gateway.logIn('nobody', picture('pass', 'nobody'));

    expect(end).toEqual(OUTDATED);
    expect(await gateway.store.failures.find(subject('nobody'))).toBeUndefined();
    expect(await lastRecord()).toMatchObject({ event: 'login.rejected', reason: 'not-recognised' });
  });
});

describe('when some have enrolled anew', () => {
  beforeEach(async () => {
    const { adminLink } = await gateway.gateway.lookForOutdated();
    await gateway.enrolWith(adminLink?.split('#')[1] ?? '', 'anna');
    await gateway.gateway.prune();
  });

  it('lets them log in, and tells an admin who is left', async () => {
    const { cookie } = await gateway.openSession('anna');
    const { status, body } = await gateway.send('GET', '/api/v1/outdated-enrolments', undefined, { cookie });

    expect({ status, body }).toEqual({ status: 200, body: { people: [{ username: 'ben', role: 'user' }] } });
  });

  it('does not take another face for an outdated template', async () => {
    expect((await gateway.logIn('anna', picture('pass', 'ben'))).end).toEqual(NOT_RECOGNISED);
  });

  it('feigns it for as large a share of the names that nobody has, always the same ones', async () => {
    const { keys, store } = gateway;
    const { recogniser } = SHIPPED_CALIBRATION;
    const [once, again] = [
      createOutdatedEnrolments({ store, keys, recogniser }),
      createOutdatedEnrolments({ store, keys, recogniser }),
    ];
    for (const each of [once, again]) await each.people();
    const feigned = strangers.filter((name) => once.isFeigned(keys.subjectOf(name)));

    expect(feigned.length).toBeGreaterThan(5);
    expect(feigned.length).toBeLessThan(35);
    expect(strangers.filter((name) => again.isFeigned(keys.subjectOf(name)))).toEqual(feigned);
  });

  it('has an end: the last one has enrolled, and nothing is feigned any more', async () => {
    const { cookie } = await gateway.openSession('anna');
    await gateway.enrolWith(await gateway.invite(cookie, 'ben'), 'ben');
    await gateway.gateway.prune();

    expect(await gateway.gateway.lookForOutdated()).toEqual({ outdated: 0, adminLink: undefined });
    expect((await gateway.logIn('ben', picture('pass', 'ben'))).end).toEqual({ type: 'end', outcome: 'accepted' });
    expect((await gateway.logIn('nobody', picture('pass', 'nobody'))).end).toEqual(NOT_RECOGNISED);
  });
});

describe('the invitation for an admin who must enrol anew', () => {
  it('is made when no admin can log in any more', async () => {
    const { outdated, adminLink } = await gateway.gateway.lookForOutdated();

    expect(outdated).toBe(2);
    expect(await gateway.startEnrolment(adminLink?.split('#')[1] ?? '')).toMatchObject({
      username: 'anna',
      role: 'admin',
    });
  });

  it('is not made while an admin can', async () => {
    await gateway.enrolWith((await gateway.gateway.lookForOutdated()).adminLink?.split('#')[1] ?? '', 'anna');

    expect(await gateway.gateway.lookForOutdated()).toEqual({ outdated: 1, adminLink: undefined });
  });
});

describe('GET /api/v1/outdated-enrolments', () => {
  it('is for admins only', async () => {
    expect(await gateway.send('GET', '/api/v1/outdated-enrolments')).toMatchObject({ status: 401 });
  });
});
