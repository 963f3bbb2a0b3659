import { randomUUID } from 'node:crypto';
import type { RequestListener } from 'node:http';
import { FaceAuthError } from '../errors.ts';
import { problemOf } from './problem-handler.ts';

/** Answers while the service starts: alive, but not ready. */
export const startingHandler: RequestListener = (req, res) => {
  if (req.url === '/healthz') {
    res.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ healthy: true }));
    return;
  }
  const problem = problemOf(new FaceAuthError('not-ready', { retryAfter: 2 }), randomUUID());
  res
    .writeHead(problem.status, {
      'content-type': 'application/problem+json',
      'retry-after': String(problem.retryAfter),
    })
    .end(JSON.stringify(problem));
};
