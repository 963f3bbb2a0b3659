import { Router } from 'express';
import type { OutdatedEnrolmentsView } from '../api.ts';
import type { OutdatedEnrolments } from '../outdated-enrolments.ts';
import type { Visitor } from '../session-cookie.ts';

export interface OutdatedEnrolmentRoutesOptions {
  readonly outdated: Pick<OutdatedEnrolments, 'people'>;
  readonly visitor: Visitor;
}

/** `/api/v1/outdated-enrolments`, for admins: who must enrol anew since the recogniser has changed. */
export function outdatedEnrolmentRoutes({ outdated, visitor }: OutdatedEnrolmentRoutesOptions): Router {
  const router = Router();

  router.get('/', async (req, res) => {
    await visitor.admin(req);
    const people = (await outdated.people()).map(({ username, role }) => ({ username, role }));
    res.json({ people } satisfies OutdatedEnrolmentsView);
  });

  return router;
}
