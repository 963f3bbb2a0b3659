import { Router } from 'express';
import { z } from 'zod';
import { parseQuery } from '../../http/parse.ts';
import type { Store } from '../../store/store.ts';
import type { Visitor } from '../session-cookie.ts';

const ListAudit = z.strictObject({ limit: z.coerce.number().int().min(1).max(100_000).default(100) });

export interface AuditRoutesOptions {
  readonly audit: Pick<Store['audit'], 'list'>;
  readonly visitor: Visitor;
}

/** `/api/v1/audit`, for admins: the newest records first, also as JSON lines. */
export function auditRoutes({ audit, visitor }: AuditRoutesOptions): Router {
  const router = Router();

  router.get('/', async (req, res) => {
    await visitor.admin(req);
    const { limit } = parseQuery(ListAudit, req);
    const records = await audit.list(limit);
    if (req.accepts(['application/json', 'application/x-ndjson']) !== 'application/x-ndjson') {
      res.json({ records });
      return;
    }
    res.type('application/x-ndjson').send(records.map((record) => `${JSON.stringify(record)}\n`).join(''));
  });

  return router;
}
