import { randomUUID } from 'node:crypto';
import type { RequestHandler } from 'express';
import type { Log } from '../observe/log.ts';

/** Gives each request an id, which answer and log have in common, and logs how it ended. Queries and bodies are not logged. */
export function requestLog(log: Log): RequestHandler {
  return (req, res, next) => {
    const requestId = randomUUID();
    const startedAt = performance.now();
    res.locals['requestId'] = requestId;
    res.set('x-request-id', requestId);
    const { path } = req;
    res.on('finish', () => {
      const ms = Math.round(performance.now() - startedAt);
      const level = path.startsWith('/api/') ? 'info' : 'debug';
      log[level]({ requestId, ms, status: res.statusCode }, `${req.method} ${path} ${res.statusCode}`);
    });
    next();
  };
}
