import { z } from 'zod';
import { ERRORS, FaceAuthError, type ErrorCode } from '../../errors.ts';
import type { PictureFacts } from '../engine.ts';
import type { RemoteAnswer } from './connections.ts';
import { FacesAnswer } from './faces-answer.ts';

/** What an answer of `POST /v1/faces` means for the picture. */
export type Reading =
  | { readonly kind: 'facts'; readonly facts: PictureFacts }
  /** The picture is of no use anywhere. */
  | { readonly kind: 'refused'; readonly error: FaceAuthError }
  | { readonly kind: 'busy' }
  /** The server could not judge this picture. */
  | { readonly kind: 'failed' }
  /** The server is of no use, for a reason in `problem`. */
  | { readonly kind: 'broken'; readonly problem: string }
  | { readonly kind: 'foreign'; readonly recogniser: string };

const Problem = z.object({ code: z.enum(Object.keys(ERRORS) as [ErrorCode, ...ErrorCode[]]) });

/**
 * Reads an answer; nothing in it is believed that does not have the right shape.
 *
 * @param recogniser Whose vectors are wanted.
 */
export function readAnswer({ status, json }: RemoteAnswer, recogniser: string): Reading {
  return status === 200 ? readFacts(json, recogniser) : readProblem(status, json);
}

function readFacts(json: unknown, recogniser: string): Reading {
  const parsed = FacesAnswer.safeParse(json);
  if (!parsed.success)
    return { kind: 'broken', problem: `its answer has not the right shape (${where(parsed.error)})` };
  if (parsed.data.recogniser !== recogniser) return { kind: 'foreign', recogniser: parsed.data.recogniser };
  return { kind: 'facts', facts: parsed.data.facts };
}

function readProblem(status: number, json: unknown): Reading {
  const parsed = Problem.safeParse(json);
  if (!parsed.success) return { kind: 'broken', problem: `it answered ${status} without a reason` };
  const { code } = parsed.data;
  if (code.startsWith('picture-')) return { kind: 'refused', error: new FaceAuthError(code) };
  if (code === 'engine-busy') return { kind: 'busy' };
  if (code === 'engine-failed') return { kind: 'failed' };
  return { kind: 'broken', problem: `it answered ${status} ${code}` };
}

const where = ({ issues }: z.ZodError): string => issues[0]?.path.join('.') || 'no JSON';
