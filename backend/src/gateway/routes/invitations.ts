import { Router } from 'express';
import { z } from 'zod';
import { parseBody } from '../../http/parse.ts';
import type { InvitationService } from '../invitation-service.ts';
import type { Visitor } from '../session-cookie.ts';
import { Username } from '../username.ts';

const Invite = z.strictObject({ username: Username, role: z.enum(['admin', 'user']) });

export interface InvitationRoutesOptions {
  readonly invitations: Pick<InvitationService, 'invite'>;
  readonly visitor: Visitor;
}

/** `/api/v1/invitations`, for admins. */
export function invitationRoutes({ invitations, visitor }: InvitationRoutesOptions): Router {
  const router = Router();

  router.post('/', async (req, res) => {
    const { user } = await visitor.admin(req);
    res.status(201).json(await invitations.invite(parseBody(Invite, req), user));
  });

  return router;
}
