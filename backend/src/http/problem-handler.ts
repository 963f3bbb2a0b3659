import type { ErrorRequestHandler } from 'express';
import { ERRORS, FaceAuthError, type ErrorCode } from '../errors.ts';
import type { Log } from '../observe/log.ts';
import type { Problem } from './problem.ts';

/** The one place where an error becomes an answer: an RFC 9457 problem document. Details go to the log only. */
export function problemHandler(log: Log): ErrorRequestHandler {
  return (error: unknown, req, res, next) => {
    if (res.headersSent) {
      next(error);
      return;
    }
    const known = toFaceAuthError(error);
    const requestId = String(res.locals['requestId']);
    const problem = problemOf(known, requestId);
    log[problem.status === 500 ? 'error' : 'debug'](
      { requestId, code: known.code, detail: known.detail, err: problem.status === 500 ? error : undefined },
      `${req.method} ${req.path}: ${problem.title}`,
    );
    if (problem.retryAfter !== undefined) res.set('retry-after', String(problem.retryAfter));
    res.status(problem.status).type('application/problem+json').send(JSON.stringify(problem));
  };
}

/** The document of an error. */
export function problemOf(error: FaceAuthError, requestId: string): Problem {
  const { status, title } = ERRORS[error.code];
  const { retryAfter } = error.detail;
  return {
    type: `urn:face-auth:problem:${error.code}`,
    title,
    status,
    code: error.code,
    requestId,
    ...(typeof retryAfter === 'number' ? { retryAfter } : {}),
  };
}

function toFaceAuthError(error: unknown): FaceAuthError {
  if (error instanceof FaceAuthError) return error;
  return new FaceAuthError(codeOf(error), {}, { cause: error });
}

/** Express and its body parser throw errors with a `type` or a `status`. */
function codeOf(error: unknown): ErrorCode {
  if (typeof error !== 'object' || error === null) return 'internal';
  if ('type' in error && error.type === 'entity.too.large') return 'body-too-large';
  if (error instanceof URIError) return 'not-found';
  const status = 'status' in error ? Number(error.status) : 500;
  if (status === 404) return 'not-found';
  return status >= 400 && status < 500 ? 'body-invalid' : 'internal';
}
