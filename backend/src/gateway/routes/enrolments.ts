import { Router } from 'express';
import { z } from 'zod';
import { FaceAuthError } from '../../errors.ts';
import { parseBody } from '../../http/parse.ts';
import type { EnrolmentService } from '../enrolment-service.ts';
import type { AddressLimit } from '../token-bucket.ts';
import { Username } from '../username.ts';

const StartEnrolment = z.strictObject({ token: z.string().min(1).max(256) });
const GiveConsent = z.strictObject({
  username: Username.optional(),
  version: z.string().max(32),
  hash: z.string().max(128),
  language: z.enum(['en', 'de']),
});

export interface EnrolmentRoutesOptions {
  readonly enrolments: Pick<EnrolmentService, 'start' | 'consent'>;
  readonly limit: AddressLimit;
}

/** `/api/v1/enrolments` */
export function enrolmentRoutes({ enrolments, limit }: EnrolmentRoutesOptions): Router {
  const router = Router();

  router.post('/', async (req, res) => {
    const { token } = parseBody(StartEnrolment, req);
    const retryAfter = limit.take(req.ip ?? '');
    if (retryAfter !== undefined) throw new FaceAuthError('too-many-requests', { retryAfter });
    const enrolment = await enrolments.start(token);
    res.status(201).location(`${req.baseUrl}/${enrolment.id}`).json(enrolment);
  });

  router.post('/:id/consent', async (req, res) => {
    const { username, ...given } = parseBody(GiveConsent, req);
    const nonce = req.get('x-face-auth-nonce') ?? '';
    await enrolments.consent(req.params.id, nonce, username === undefined ? given : { ...given, username });
    res.status(204).end();
  });

  return router;
}
