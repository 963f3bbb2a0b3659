import { beforeEach, describe, expect, it } from 'vitest';
import { firstBreak, type AuditEvent } from './audit-chain.ts';
import type { Enrolment, Invitation, Store } from './store.ts';

const HOUR = 3_600_000;

/** What every store must do; each adapter runs it. @param open Opens an empty store. */
export function storeContract(name: string, open: () => Promise<Store>): void {
  describe(`${name} keeps the store contract`, () => {
    let store: Store;
    beforeEach(async () => {
      store = await open();
      return () => store.close();
    });

    const bytes = (fill: number) => new Uint8Array(32).fill(fill);
    const event = (change: Partial<AuditEvent> = {}): AuditEvent => ({
      at: 1_000,
      event: 'enrolment.accepted',
      subject: 's-anna',
      outcome: 'success',
      ...change,
    });
    const invitation = (change: Partial<Invitation> = {}): Invitation => ({
      tokenHash: bytes(1),
      kind: 'invited',
      role: 'user',
      username: 'anna',
      expiresAt: 5_000,
      ...change,
    });
    const enrolment = (change: Partial<Enrolment> = {}): Enrolment => ({
      user: { id: 'u1', username: 'Anna', role: 'user', createdAt: 900 },
      template: { version: 1, wrappedKey: bytes(2), sealed: bytes(3) },
      consent: { version: '1', hash: 'abc', language: 'de', givenAt: 950 },
      tokenHash: bytes(1),
      subject: 's-anna',
      audit: event(),
      ...change,
    });
    const enrol = async (change: Partial<Enrolment> = {}) => {
      await store.invitations.put(invitation());
      return store.users.enrol(enrolment(change));
    };
    const session = { idHash: bytes(7), userId: 'u1', expiresAt: 9 * HOUR, lastUsedAt: HOUR };

    describe('users', () => {
      it('gives back what an enrolment stored', async () => {
        expect(await enrol()).toBe('enrolled');
        expect(await store.users.find('u1')).toEqual({ id: 'u1', username: 'Anna', role: 'user', createdAt: 900 });
        expect(await store.templates.find('u1')).toMatchObject({ version: 1 });
        expect(new Uint8Array((await store.templates.find('u1'))?.sealed ?? [])).toEqual(bytes(3));
        expect(await store.consents.find('u1')).toEqual({ version: '1', hash: 'abc', language: 'de', givenAt: 950 });
      });

      it('finds a name whatever its case', async () => {
        await enrol({ user: { id: 'u1', username: 'Jürgen', role: 'user', createdAt: 900 } });
        expect(await store.users.findByName('JÜRGEN')).toMatchObject({ id: 'u1' });
        expect(await store.users.findByName('jurgen')).toBeUndefined();
      });

      it('refuses a name that differs from another only in case, and keeps the invitation', async () => {
        await enrol();
        await store.invitations.put(invitation());
        const other = enrolment({ user: { id: 'u2', username: 'ANNA', role: 'admin', createdAt: 900 } });
        expect(await store.users.enrol(other)).toBe('username-taken');
        expect(await store.users.find('u2')).toBeUndefined();
        expect(await store.invitations.find(bytes(1), 1_000)).toBeDefined();
      });

      it('stores nothing when the invitation is gone', async () => {
        expect(await store.users.enrol(enrolment())).toBe('invitation-invalid');
        expect(await store.users.find('u1')).toBeUndefined();
        expect(await store.audit.list(10)).toEqual([]);
      });

      it('uses an invitation up', async () => {
        await enrol();
        const other = enrolment({ user: { id: 'u2', username: 'ben', role: 'user', createdAt: 900 } });
        expect(await store.users.enrol(other)).toBe('invitation-invalid');
      });

      it('replaces template and role of one who enrols again, ends the sessions and forgets the failures', async () => {
        await enrol();
        await store.sessions.put(session);
        await store.failures.put('s-anna', { consecutive: 100, lastAt: 1_000 });
        await enrol({
          user: { id: 'u1', username: 'Anna', role: 'admin', createdAt: 900 },
          template: { version: 2, wrappedKey: bytes(4), sealed: bytes(5) },
        });
        expect(await store.users.find('u1')).toMatchObject({ role: 'admin' });
        expect(await store.templates.find('u1')).toMatchObject({ version: 2 });
        expect(await store.sessions.find(session.idHash, HOUR, HOUR)).toBeUndefined();
        expect(await store.failures.find('s-anna')).toBeUndefined();
      });

      it('knows whether there is an admin', async () => {
        await enrol();
        expect(await store.users.hasAdmin()).toBe(false);
        await enrol({ user: { id: 'u1', username: 'Anna', role: 'admin', createdAt: 900 } });
        expect(await store.users.hasAdmin()).toBe(true);
      });

      it('lists the users in the order of their names, whatever the case', async () => {
        expect(await store.users.list()).toEqual([]);
        for (const [id, username] of [
          ['u1', 'Carla'],
          ['u2', 'anna'],
          ['u3', 'Ben'],
        ] as const) {
          await enrol({ user: { id, username, role: 'user', createdAt: 900 } });
        }
        expect((await store.users.list()).map(({ username }) => username)).toEqual(['anna', 'Ben', 'Carla']);
      });

      it('erases everything about a user but the audit trail', async () => {
        await enrol();
        await store.sessions.put(session);
        await store.users.erase('u1', event({ event: 'account.erased' }));
        expect(await store.users.find('u1')).toBeUndefined();
        expect(await store.templates.find('u1')).toBeUndefined();
        expect(await store.consents.find('u1')).toBeUndefined();
        expect(await store.sessions.find(session.idHash, HOUR, HOUR)).toBeUndefined();
        expect((await store.audit.list(10)).map((record) => record.event)).toEqual([
          'account.erased',
          'enrolment.accepted',
        ]);
      });
    });

    describe('sessions', () => {
      beforeEach(async () => {
        await enrol();
        await store.sessions.put(session);
      });

      it('gives back a running session', async () => {
        expect(await store.sessions.find(session.idHash, 2 * HOUR - 1, HOUR)).toEqual(session);
      });

      it('does not give back an ended session', async () => {
        await store.sessions.put({ ...session, lastUsedAt: session.expiresAt });
        expect(await store.sessions.find(session.idHash, session.expiresAt, HOUR)).toBeUndefined();
      });

      it('does not give back an idle session', async () => {
        expect(await store.sessions.find(session.idHash, 2 * HOUR, HOUR)).toBeUndefined();
      });

      it('does not give back a removed session', async () => {
        await store.sessions.remove(session.idHash);
        expect(await store.sessions.find(session.idHash, HOUR, HOUR)).toBeUndefined();
      });

      it('prunes ended sessions only', async () => {
        const other = { ...session, idHash: bytes(8), lastUsedAt: 3 * HOUR };
        await store.sessions.put(other);
        await store.sessions.prune(3 * HOUR, HOUR);
        expect(await store.sessions.find(session.idHash, HOUR, HOUR)).toBeUndefined();
        expect(await store.sessions.find(other.idHash, 3 * HOUR, HOUR)).toEqual(other);
      });
    });

    describe('invitations', () => {
      it('gives back an invitation until it has expired', async () => {
        await store.invitations.put(invitation());
        expect(await store.invitations.find(bytes(1), 4_999)).toEqual(invitation());
        expect(await store.invitations.find(bytes(1), 5_000)).toBeUndefined();
      });

      it('does not let an expired invitation be used', async () => {
        await store.invitations.put(invitation());
        expect(await store.users.enrol(enrolment({ audit: event({ at: 5_000 }) }))).toBe('invitation-invalid');
      });

      const first = invitation({ kind: 'first-admin', role: 'admin', username: undefined, expiresAt: undefined });

      it("keeps one first admin's invitation only", async () => {
        await store.invitations.put(first);
        await store.invitations.put({ ...first, tokenHash: bytes(9) });
        expect(await store.invitations.find(bytes(1), 0)).toBeUndefined();
        expect(await store.invitations.find(bytes(9), 0)).toEqual({ ...first, tokenHash: bytes(9) });
      });

      it("ends the first admin's invitation when there is an admin", async () => {
        await enrol({ user: { id: 'u1', username: 'Anna', role: 'admin', createdAt: 900 } });
        await store.invitations.put({ ...first, tokenHash: bytes(9) });
        expect(await store.invitations.find(bytes(9), 0)).toBeUndefined();
      });

      it('lets a new invitation of a name take the place of an older one, whatever the case of its letters', async () => {
        await store.invitations.put(invitation());
        await store.invitations.put(invitation({ tokenHash: bytes(2), username: 'ANNA' }));
        expect(await store.invitations.find(bytes(1), 0)).toBeUndefined();
        expect(await store.invitations.find(bytes(2), 0)).toBeDefined();
      });

      it('forgets the invitations of a name with the erasure of its person', async () => {
        await enrol();
        await store.invitations.put(invitation({ tokenHash: bytes(2) }));
        await store.users.erase('u1', event({ event: 'account.erased' }));
        expect(await store.invitations.find(bytes(2), 0)).toBeUndefined();
      });

      it('prunes what has expired only', async () => {
        await store.invitations.put(invitation());
        await store.invitations.put(invitation({ tokenHash: bytes(2), username: 'ben', expiresAt: 6_000 }));
        await store.invitations.prune(5_000);
        expect(await store.invitations.find(bytes(1), 0)).toBeUndefined();
        expect(await store.invitations.find(bytes(2), 0)).toBeDefined();
      });
    });

    describe('login failures', () => {
      const failures = { consecutive: 3, lastAt: 2_000 };

      it('gives back the last that was put', async () => {
        await store.failures.put('s1', { ...failures, consecutive: 2 });
        await store.failures.put('s1', failures);
        expect(await store.failures.find('s1')).toEqual(failures);
        expect(await store.failures.find('s2')).toBeUndefined();
      });

      it('prunes old failures of names that nobody has', async () => {
        await enrol();
        for (const subject of ['s-anna', 's-nobody']) await store.failures.put(subject, failures);
        await store.failures.put('s-nobody-new', { ...failures, lastAt: 3_000 });
        await store.failures.prune(3_000, (username) => `s-${username.toLowerCase()}`);
        expect(await store.failures.find('s-anna')).toEqual(failures);
        expect(await store.failures.find('s-nobody')).toBeUndefined();
        expect(await store.failures.find('s-nobody-new')).toBeDefined();
      });
    });

    describe('audit', () => {
      it('chains the records and lists the newest first', async () => {
        const written = [
          await store.audit.append(event({ event: 'login.rejected', outcome: 'failure', reason: 'timeout' })),
          await store.audit.append(event({ event: 'login.accepted', similarity: 0.65 })),
          await store.audit.append({ at: 3_000, event: 'service.started', outcome: 'success' }),
        ];
        const listed = await store.audit.list(10);
        expect(listed.map(({ sequence }) => sequence)).toEqual([3, 2, 1]);
        expect(listed).toEqual(written.toReversed());
        expect(firstBreak(listed.toReversed())).toBeUndefined();
      });

      it('lists no more than it is asked for', async () => {
        for (const at of [1, 2, 3]) await store.audit.append(event({ at }));
        expect((await store.audit.list(2)).map(({ at }) => at)).toEqual([3, 2]);
      });
    });

    it('says so when it cannot be used any more', async () => {
      await store.close();
      await expect(store.check()).rejects.toMatchObject({ code: 'store-unavailable' });
      await expect(store.users.findByName('anna')).rejects.toMatchObject({ code: 'store-unavailable' });
    });
  });
}
