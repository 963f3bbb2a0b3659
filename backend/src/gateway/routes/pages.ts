import { join } from 'node:path';
import express, { Router } from 'express';

/** The built page: one document for all its addresses, and its files, whose names change with their content. */
export function pageRoutes(webDir: string): Router {
  const router = Router();

  router.get(['/', '/enrol', '/welcome'], (_req, res) => {
    res.set('cache-control', 'no-cache').sendFile(join(webDir, 'index.html'), { cacheControl: false });
  });
  router.use('/assets', express.static(join(webDir, 'assets'), { index: false, immutable: true, maxAge: '1y' }));
  router.use(express.static(webDir, { index: false, maxAge: '1h' }));

  return router;
}
