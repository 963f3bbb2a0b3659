import { Router } from 'express';
import type { Store } from '../../store/store.ts';

export interface HealthRoutesOptions {
  readonly store: Pick<Store, 'check'>;
  readonly version: string;
}

/** `/healthz`, `/readyz` and `/version`. */
export function healthRoutes({ store, version }: HealthRoutesOptions): Router {
  const router = Router();

  router.get('/healthz', (_req, res) => {
    res.json({ healthy: true });
  });
  router.get('/readyz', async (_req, res) => {
    await store.check();
    res.json({ ready: true });
  });
  router.get('/version', (_req, res) => {
    res.json({ version });
  });

  return router;
}
