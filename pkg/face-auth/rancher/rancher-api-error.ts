/** What went wrong with a request, as a sentence without the full stop. */
export class RancherApiError extends Error {
  override readonly name = 'RancherApiError';
  /** HTTP status; `undefined` without an answer. */
  readonly status: number | undefined;

  constructor(message: string, status?: number, options?: ErrorOptions) {
    super(message, options);
    this.status = status;
  }
}

/** A text longer than this is no sentence but a page. */
const LONGEST = 400;

/**
 * The shell throws the body of a refusal (an object, or `{data: text}`, with `_status`), or axios' error when there was no
 * answer. Bodies may be JSON, text or empty; their `status` may be a text.
 */
export function toApiError(thrown: unknown, timeoutMs: number): RancherApiError {
  const body = (typeof thrown === 'object' && thrown !== null ? thrown : { message: thrown }) as Record<string, unknown>;
  const status = firstNumber(body['_status'], body['status'], (body['response'] as Record<string, unknown> | undefined)?.['status']);

  if (status === undefined) {
    const timedOut = body['code'] === 'ECONNABORTED' || body['code'] === 'ETIMEDOUT';

    return new RancherApiError(timedOut ? `no answer within ${ Math.round(timeoutMs / 1000) } seconds` : 'Rancher cannot be reached', undefined, { cause: thrown });
  }

  return new RancherApiError(sentence(status, textOf(body)), status, { cause: thrown });
}

/** What went wrong, whatever was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function sentence(status: number, text: string): string {
  if (status === 401 || status === 403) {
    return text ? `you are not allowed to do this: ${ text }` : 'you are not allowed to do this';
  }
  if (status === 404) {
    return text && text.toLowerCase() !== 'not found' ? `not found: ${ text }` : 'not found, or you are not allowed to see it';
  }

  return text ? `Rancher answered ${ status }: ${ text }` : `Rancher answered ${ status } without a reason`;
}

function textOf(body: Record<string, unknown>): string {
  const text = [body['message'], body['detail'], body['data'], body['code']].find((part) => typeof part === 'string' && part.trim() !== '');
  const plain = String(text ?? '').replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ').trim();

  return plain.length > LONGEST ? `${ plain.slice(0, LONGEST) }…` : plain;
}

function firstNumber(...candidates: unknown[]): number | undefined {
  return candidates.map((candidate) => (typeof candidate === 'string' ? Number(candidate) : candidate))
    .find((candidate): candidate is number => typeof candidate === 'number' && candidate >= 100 && candidate < 600);
}
