import { vi } from 'vitest';

export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
}

/** Takes the server's place: answers by method and path, anything else is as if the server were away. */
export function answerWith(
  answers: Readonly<Record<string, { readonly status: number; readonly body?: unknown }>>,
): Asked[] {
  const asked: Asked[] = [];
  vi.stubGlobal('fetch', async (path: string, { method = 'GET', body }: RequestInit) => {
    asked.push({ method, path, body: typeof body === 'string' ? JSON.parse(body) : undefined });
    const answer = answers[`${method} ${path}`];
    if (answer === undefined) throw new TypeError('Failed to fetch');
    return new Response(answer.body === undefined ? null : JSON.stringify(answer.body), {
      status: answer.status,
      headers: { 'content-type': answer.status < 400 ? 'application/json' : 'application/problem+json' },
    });
  });
  return asked;
}
