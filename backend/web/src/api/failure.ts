import type { Problem } from '../../../src/gateway/api.ts';

/** Why a request gave no result. */
export interface Failure {
  /** The problem's code; 'unreachable' when no answer came, 'unexpected' when it was not one of our API. */
  readonly code: string;
  /** 0 when no answer came. */
  readonly status: number;
  /** Seconds to wait, when waiting helps. */
  readonly retryAfter?: number;
  /** What to quote when asking for help. */
  readonly requestId?: string;
}

export const UNREACHABLE: Failure = { code: 'unreachable', status: 0 };

/** Reads the failure out of an answer that is not a success, whoever sent it: the service or a proxy before it. */
export async function failureOf(response: Response): Promise<Failure> {
  const problem = await problemIn(response);
  const retryAfter = problem?.retryAfter ?? secondsIn(response.headers.get('retry-after'));
  return {
    code: problem?.code ?? (isGatewayTrouble(response.status) ? 'unreachable' : 'unexpected'),
    status: response.status,
    ...(retryAfter === undefined ? {} : { retryAfter }),
    ...(problem?.requestId === undefined ? {} : { requestId: problem.requestId }),
  };
}

async function problemIn(response: Response): Promise<Partial<Problem> | undefined> {
  if (!response.headers.get('content-type')?.includes('json')) return undefined;
  try {
    const body: unknown = await response.json();
    return typeof body === 'object' && body !== null ? body : undefined;
  } catch {
    return undefined; // cut off on its way: the status still says enough
  }
}

/** A proxy's way to say that the service behind it is away. */
function isGatewayTrouble(status: number): boolean {
  return status === 502 || status === 503 || status === 504;
}

function secondsIn(header: string | null): number | undefined {
  return header !== null && /^\d+$/.test(header) ? Number(header) : undefined;
}
