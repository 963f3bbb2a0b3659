import express, { type Express } from 'express';
import { FaceAuthError } from '../errors.ts';
import type { FaceEngine } from '../face/engine.ts';
import { DEADLINE_MS } from '../face/remote/limits.ts';
import { healthRoutes } from '../http/health-routes.ts';
import { problemHandler } from '../http/problem-handler.ts';
import { requestLog } from '../http/request-log.ts';
import type { Log } from '../observe/log.ts';
import { facesRoutes } from './faces-routes.ts';

export interface InferenceOptions {
  /** One that has passed the self-test. */
  readonly engine: FaceEngine;
  readonly version: string;
  readonly log: Log;
  /** Default: 10 s. */
  readonly deadlineMs?: number;
}

/** An engine over HTTP. `/readyz` tells the recogniser too, so that a gateway knows it before it sends a picture. */
export function createInference({ engine, version, log, deadlineMs = DEADLINE_MS }: InferenceOptions): Express {
  const app = express();
  app.disable('x-powered-by').disable('etag');
  app.use(requestLog(log));
  app.use('/v1/faces', facesRoutes({ engine, deadlineMs }));
  app.use(healthRoutes({ checkReady: async () => ({ recogniser: engine.recogniser }), version }));
  app.use(() => {
    throw new FaceAuthError('not-found');
  });
  app.use(problemHandler(log));
  return app;
}
