import type { IncomingMessage } from 'node:http';
import { FaceAuthError } from '../errors.ts';

/**
 * Reads a body into memory that nobody else has: to be wiped by the caller. The pieces it came in are wiped here.
 *
 * @throws FaceAuthError 'body-too-large' above `limit` bytes, 'body-invalid' when the client goes away in the middle.
 */
export async function readBody(req: IncomingMessage, limit: number): Promise<Uint8Array> {
  const pieces: Buffer[] = [];
  let length = 0;
  try {
    for await (const piece of req as AsyncIterable<Buffer>) {
      pieces.push(piece);
      length += piece.length;
      if (length > limit) throw new FaceAuthError('body-too-large');
    }
    return join(pieces, length);
  } catch (cause) {
    throw cause instanceof FaceAuthError ? cause : new FaceAuthError('body-invalid', {}, { cause });
  } finally {
    for (const piece of pieces) piece.fill(0);
  }
}

function join(pieces: readonly Buffer[], length: number): Uint8Array {
  const body = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    body.set(piece, at);
    at += piece.length;
  }
  return body;
}
