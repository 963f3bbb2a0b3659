import type { Request, Response } from 'express';
import { SESSION_MS, type LoggedIn, type SessionService } from './session-service.ts';
import { FaceAuthError } from '../errors.ts';

export interface SessionCookie {
  read(req: Request): string | undefined;
  set(res: Response, id: string): void;
  clear(res: Response): void;
}

/** The cookie that holds the session id. Browsers take the prefix `__Host-` over https only. */
export function sessionCookie(isHttps: boolean): SessionCookie {
  const name = isHttps ? '__Host-session' : 'session';
  const options = { httpOnly: true, secure: isHttps, sameSite: 'lax', path: '/' } as const;
  return {
    read: (req) =>
      (req.headers.cookie ?? '')
        .split(';')
        .map((pair) => pair.trim().split('='))
        .find(([key]) => key === name)?.[1],
    set: (res, id) => {
      res.cookie(name, id, { ...options, maxAge: SESSION_MS });
    },
    clear: (res) => {
      res.clearCookie(name, options);
    },
  };
}

/** Who sends the request. */
export interface Visitor {
  /** @throws FaceAuthError 'not-logged-in' */
  loggedIn(req: Request): Promise<LoggedIn>;
  /** @throws FaceAuthError 'not-logged-in', 'admin-only' */
  admin(req: Request): Promise<LoggedIn>;
}

export function visitor(sessions: Pick<SessionService, 'require'>, cookie: SessionCookie): Visitor {
  const loggedIn = (req: Request): Promise<LoggedIn> => sessions.require(cookie.read(req));
  return {
    loggedIn,
    async admin(req) {
      const found = await loggedIn(req);
      if (found.user.role !== 'admin') throw new FaceAuthError('admin-only');
      return found;
    },
  };
}
