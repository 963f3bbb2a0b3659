import type { KeyRing } from '../store/key-ring.ts';
import type { Invitation, Store, User } from '../store/store.ts';
import type { InvitationCreated, Role } from './api.ts';
import { hashSecret, newSecret } from './secret.ts';

const VALID_MS = 24 * 60 * 60_000;

export interface InvitationService {
  /** Invites a new person, or one who is enrolled to enrol again. */
  invite(invited: { username: string; role: Role }, by: User): Promise<InvitationCreated>;
  /** Makes the first admin's invitation. @returns Its link, or `undefined` when there is an admin. */
  inviteFirstAdmin(token?: string): Promise<string | undefined>;
  find(token: string): Promise<Invitation | undefined>;
  sweep(): Promise<void>;
}

/** Invitations: single-use links. Only the hash of a token is kept. */
export function createInvitationService({
  store,
  keys,
  publicUrl,
  now,
}: {
  store: Pick<Store, 'invitations' | 'users' | 'audit'>;
  keys: KeyRing;
  publicUrl: string;
  now: () => number;
}): InvitationService {
  // Behind the hash sign, so that the token reaches no log of a proxy.
  const linkTo = (token: string): string => `${publicUrl}/enrol#${token}`;

  return {
    async invite({ username, role }, by) {
      const token = newSecret();
      const at = now();
      const expiresAt = at + VALID_MS;
      await store.invitations.put({ tokenHash: hashSecret(token), kind: 'invited', role, username, expiresAt });
      await store.audit.append({
        at,
        event: 'invitation.created',
        subject: keys.subjectOf(username),
        actor: keys.subjectOf(by.username),
        outcome: 'success',
      });
      return { url: linkTo(token), expiresAt };
    },
    async inviteFirstAdmin(token = newSecret()) {
      if (await store.users.hasAdmin()) return undefined;
      await store.invitations.put({
        tokenHash: hashSecret(token),
        kind: 'first-admin',
        role: 'admin',
        username: undefined,
        expiresAt: undefined,
      });
      return linkTo(token);
    },
    find: (token) => store.invitations.find(hashSecret(token), now()),
    sweep: () => store.invitations.prune(now()),
  };
}
