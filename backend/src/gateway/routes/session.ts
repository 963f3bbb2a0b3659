import { Router } from 'express';
import type { SessionCookie, Visitor } from '../session-cookie.ts';
import type { SessionService } from '../session-service.ts';

export interface SessionRoutesOptions {
  readonly sessions: Pick<SessionService, 'close'>;
  readonly cookie: SessionCookie;
  readonly visitor: Visitor;
}

/** `/api/v1/session`: the session of the cookie. */
export function sessionRoutes({ sessions, cookie, visitor }: SessionRoutesOptions): Router {
  const router = Router();

  router.get('/', async (req, res) => {
    const { view } = await visitor.loggedIn(req);
    res.json(view);
  });

  router.delete('/', async (req, res) => {
    const id = cookie.read(req);
    if (id !== undefined) await sessions.close(id);
    cookie.clear(res);
    res.status(204).end();
  });

  return router;
}
