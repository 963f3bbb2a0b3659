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
  /**
   * Lets an admin enrol anew when no admin can log in to invite the others.
   *
   * @param outdated People whose templates cannot be compared any more.
   * @returns The link, which nobody else has seen, or `undefined` when an admin is left.
   */
  inviteOutdatedAdmin(outdated: readonly User[]): Promise<string | undefined>;
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

  /** @param by Absent: the service itself. */
  const invite = async (
    { username, role }: { username: string; role: Role },
    by: User | undefined,
  ): Promise<InvitationCreated> => {
    const token = newSecret();
    const at = now();
    const expiresAt = at + VALID_MS;
    await store.invitations.put({ tokenHash: hashSecret(token), kind: 'invited', role, username, expiresAt });
    await store.audit.append({
      at,
      event: 'invitation.created',
      subject: keys.subjectOf(username),
      actor: by && keys.subjectOf(by.username),
      outcome: 'success',
    });
    return { url: linkTo(token), expiresAt };
  };

  return {
    invite,
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
    async inviteOutdatedAdmin(outdated) {
      const ids = new Set(outdated.map(({ id }) => id));
      const admins = (await store.users.list()).filter(({ role }) => role === 'admin');
      const [first] = admins.toSorted((one, other) => one.createdAt - other.createdAt);
      if (first === undefined || admins.some(({ id }) => !ids.has(id))) return undefined;
      return (await invite(first, undefined)).url;
    },
    find: (token) => store.invitations.find(hashSecret(token), now()),
    sweep: () => store.invitations.prune(now()),
  };
}
