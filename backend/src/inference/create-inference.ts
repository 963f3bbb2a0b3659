import express, { type Express, type Router } from 'express';
import { FaceAuthError } from '../errors.ts';
import type { FaceEngine } from '../face/engine.ts';
import { DEADLINE_MS } from '../face/remote/limits.ts';
import { healthRoutes } from '../http/health-routes.ts';
import { problemHandler } from '../http/problem-handler.ts';
import { requestLog } from '../http/request-log.ts';
import type { Log } from '../observe/log.ts';
import { facesRoutes } from './faces-routes.ts';

export interface HealthOptions {
  /** One that has passed the self-test. */
  readonly engine: FaceEngine;
  readonly version: string;
  readonly log: Log;
}

export interface InferenceOptions extends HealthOptions {
  /** Default: 10 s. */
  readonly deadlineMs?: number;
}

/** An engine over HTTP. `/readyz` tells the recogniser too, so that a gateway knows it before it sends a picture. */
export function createInference({ deadlineMs = DEADLINE_MS, ...options }: InferenceOptions): Express {
  const faces = express.Router().use('/v1/faces', facesRoutes({ engine: options.engine, deadlineMs }));
  return appOf(options, faces, health(options));
}

/** Only what says how the engine is. */
export function createHealth(options: HealthOptions): Express {
  return appOf(options, health(options));
}

function health({ engine, version }: HealthOptions): Router {
  return healthRoutes({ checkReady: async () => ({ recogniser: engine.recogniser }), version });
}

function appOf({ log }: HealthOptions, ...routers: readonly Router[]): Express {
  const app = express();
  app.disable('x-powered-by').disable('etag');
  app.use(requestLog(log), ...routers);
  app.use(() => {
    throw new FaceAuthError('not-found');
  });
  app.use(problemHandler(log));
  return app;
}
