import { Router } from 'express';
import type { KeyRing } from '../../store/key-ring.ts';
import type { Store } from '../../store/store.ts';
import type { SessionCookie, Visitor } from '../session-cookie.ts';

export interface AccountRoutesOptions {
  readonly users: Pick<Store['users'], 'erase'>;
  readonly keys: KeyRing;
  readonly cookie: SessionCookie;
  readonly visitor: Visitor;
  readonly now: () => number;
}

/** `/api/v1/account`: withdrawing consent erases the person's template, sessions and account at once. */
export function accountRoutes({ users, keys, cookie, visitor, now }: AccountRoutesOptions): Router {
  const router = Router();

  router.delete('/', async (req, res) => {
    const { user } = await visitor.loggedIn(req);
    const subject = keys.subjectOf(user.username);
    await users.erase(user.id, { at: now(), event: 'account.erased', subject, outcome: 'success' });
    cookie.clear(res);
    res.status(204).end();
  });

  return router;
}
