import type { Request } from 'express';
import type { z } from 'zod';
import { FaceAuthError } from '../errors.ts';

/** @throws FaceAuthError 'body-invalid' */
export function parseBody<T>(schema: z.ZodType<T>, req: Request): T {
  const parsed = schema.safeParse(req.body);
  if (parsed.success) return parsed.data;
  throw new FaceAuthError('body-invalid', { issues: parsed.error.issues });
}

/** @throws FaceAuthError 'query-invalid' */
export function parseQuery<T>(schema: z.ZodType<T>, req: Request): T {
  const parsed = schema.safeParse(req.query);
  if (parsed.success) return parsed.data;
  throw new FaceAuthError('query-invalid', { issues: parsed.error.issues });
}
