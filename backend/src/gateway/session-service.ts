import { FaceAuthError } from '../errors.ts';
import type { KeyRing } from '../store/key-ring.ts';
import type { Session, Store, User } from '../store/store.ts';
import type { SessionView } from './api.ts';
import { hashSecret, newSecret } from './secret.ts';

/** security.md */
export const SESSION_MS = 8 * 60 * 60_000;
export const IDLE_MS = 30 * 60_000;
/** How exact the time of the last use is kept: not each request writes to the disk. */
const TOUCH_MS = 60_000;

export interface LoggedIn {
  readonly user: User;
  readonly session: Session;
  readonly view: SessionView;
}

export interface SessionService {
  /** @param previousId The session the browser had, which ends. @returns The new id, for the cookie only. */
  open(user: User, previousId?: string): Promise<{ id: string; view: SessionView }>;
  /** @throws FaceAuthError 'not-logged-in' */
  require(id: string | undefined): Promise<LoggedIn>;
  /** Nothing happens when there is no such session. */
  close(id: string): Promise<void>;
  sweep(): Promise<void>;
}

/** Sessions: only the hash of an id is kept. */
export function createSessionService({
  store,
  keys,
  now,
}: {
  store: Pick<Store, 'sessions' | 'users' | 'audit'>;
  keys: KeyRing;
  now: () => number;
}): SessionService {
  const find = async (id: string): Promise<LoggedIn | undefined> => {
    const session = await store.sessions.find(hashSecret(id), now(), IDLE_MS);
    const user = session && (await store.users.find(session.userId));
    return session && user && { session, user, view: viewOf(user, session) };
  };

  const close = async (id: string): Promise<void> => {
    const found = await find(id);
    await store.sessions.remove(hashSecret(id));
    if (found === undefined) return;
    const subject = keys.subjectOf(found.user.username);
    await store.audit.append({ at: now(), event: 'session.ended', subject, outcome: 'success' });
  };

  return {
    close,
    async open(user, previousId) {
      if (previousId !== undefined) await close(previousId);
      const id = newSecret();
      const at = now();
      const session = { idHash: hashSecret(id), userId: user.id, expiresAt: at + SESSION_MS, lastUsedAt: at };
      await store.sessions.put(session);
      const subject = keys.subjectOf(user.username);
      await store.audit.append({ at, event: 'session.started', subject, outcome: 'success' });
      return { id, view: viewOf(user, session) };
    },
    async require(id) {
      const found = id === undefined ? undefined : await find(id);
      if (found === undefined) throw new FaceAuthError('not-logged-in');
      const at = now();
      if (at - found.session.lastUsedAt >= TOUCH_MS) await store.sessions.put({ ...found.session, lastUsedAt: at });
      return found;
    },
    sweep: () => store.sessions.prune(now(), IDLE_MS),
  };
}

const viewOf = ({ username, role }: User, { expiresAt }: Session): SessionView => ({ username, role, expiresAt });
