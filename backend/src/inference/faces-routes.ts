import { Router, type Response } from 'express';
import { FaceAuthError } from '../errors.ts';
import type { FaceEngine, PictureFacts } from '../face/engine.ts';
import { facesAnswer } from '../face/remote/faces-answer.ts';
import { FacesQuery } from '../face/remote/faces-query.ts';
import { MOST_BODY_BYTES } from '../face/remote/limits.ts';
import { parseQuery } from '../http/parse.ts';
import { readBody } from './read-body.ts';

export interface FacesRoutesOptions {
  readonly engine: FaceEngine;
  /** From the first byte of the body to the answer. */
  readonly deadlineMs: number;
}

/**
 * `POST /v1/faces`: a picture in, the facts out. Stateless; it learns neither who the person is nor what the facts are for.
 * Picture and vectors are wiped when the answer is out.
 */
export function facesRoutes({ engine, deadlineMs }: FacesRoutesOptions): Router {
  const router = Router();

  router.post('/', async (req, res) => {
    const options = parseQuery(FacesQuery, req);
    const judge = async (): Promise<void> => {
      const picture = await readBody(req, MOST_BODY_BYTES);
      const facts = await engine.analyse(picture, options).finally(() => picture.fill(0));
      answer(res, engine.recogniser, facts);
    };
    await within(deadlineMs, judge());
  });

  return router;
}

/** Too late, it is only wiped: the deadline has answered. */
function answer(res: Response, recogniser: string, facts: PictureFacts): void {
  if (!res.headersSent)
    res.set('cache-control', 'no-store').type('application/json').send(facesAnswer(recogniser, facts));
  for (const face of facts.faces) face.vector?.fill(0);
}

/** @throws FaceAuthError 'engine-busy' when the work takes longer: it has waited in the queue for most of it. */
async function within(ms: number, work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new FaceAuthError('engine-busy', { retryAfter: 1 }));
    }, ms);
  });
  await Promise.race([work, late]).finally(() => {
    clearTimeout(timer);
  });
}
