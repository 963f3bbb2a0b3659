import { Router } from 'express';

export interface HealthRoutesOptions {
  /** Resolves while requests can be served; what it gives is told with the answer of `/readyz`. */
  readonly checkReady: () => Promise<Readonly<Record<string, string>>>;
  readonly version: string;
}

/** `/healthz`, `/readyz` and `/version`. */
export function healthRoutes({ checkReady, version }: HealthRoutesOptions): Router {
  const router = Router();

  router.get('/healthz', (_req, res) => {
    res.json({ healthy: true });
  });
  router.get('/readyz', async (_req, res) => {
    res.json({ ready: true, ...(await checkReady()) });
  });
  router.get('/version', (_req, res) => {
    res.json({ version });
  });

  return router;
}
