import { Router } from 'express';
import { z } from 'zod';
import { FaceAuthError } from '../../errors.ts';
import { parseBody } from '../../http/parse.ts';
import type { LoginService } from '../login-service.ts';
import type { SessionCookie } from '../session-cookie.ts';
import type { SessionService } from '../session-service.ts';
import type { AddressLimit } from '../token-bucket.ts';
import { TypedUsername } from '../username.ts';

const StartLogin = z.strictObject({ username: TypedUsername });

export interface LoginRoutesOptions {
  readonly logins: Pick<LoginService, 'start' | 'claim'>;
  readonly sessions: Pick<SessionService, 'open'>;
  readonly cookie: SessionCookie;
  readonly limit: AddressLimit;
}

/** `/api/v1/logins` */
export function loginRoutes({ logins, sessions, cookie, limit }: LoginRoutesOptions): Router {
  const router = Router();

  router.post('/', async (req, res) => {
    const { username } = parseBody(StartLogin, req);
    const retryAfter = limit.take(req.ip ?? '');
    if (retryAfter !== undefined) throw new FaceAuthError('too-many-requests', { retryAfter });
    const login = await logins.start(username); // same answer for an unknown user, by design
    res.status(201).location(`${req.baseUrl}/${login.id}`).json(login);
  });

  router.post('/:id/session', async (req, res) => {
    const user = await logins.claim(req.params.id, req.get('x-face-auth-nonce') ?? '');
    const { id, view } = await sessions.open(user, cookie.read(req));
    cookie.set(res, id);
    res.status(201).json(view);
  });

  return router;
}
