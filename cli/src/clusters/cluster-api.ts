import type { KubeConfig } from '@kubernetes/client-node';
import { messageOf } from '../command-error.ts';
import { noAnswerWithin, within } from '../within.ts';

/** Items of a page of a list; the API server decides whether it gives as many. */
const PAGE = 500;

/** Reads from one cluster's API server. */
export interface ClusterApi {
  /** @throws ApiError */
  get<T>(path: string): Promise<T>;
  /** All items of a list, page by page. @throws ApiError */
  list<T>(path: string): Promise<T[]>;
}

/** Its message is a part of a sentence, such as `no answer within 10 seconds`. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  /** Undefined where the API server did not answer at all. */
  readonly status: number | undefined;

  constructor(message: string, status?: number, options?: ErrorOptions) {
    super(message, options);
    this.status = status;
  }
}

/**
 * @param limitMs Together, for all that is asked through this.
 * @throws ApiError where the credentials cannot be had.
 */
export async function openClusterApi(config: KubeConfig, limitMs: number): Promise<ClusterApi> {
  const [{ HttpMethod, RequestContext }, { request }] = await Promise.all([
    import('@kubernetes/client-node'),
    import('undici'),
  ]);
  const server = config.getCurrentCluster()?.server ?? '';
  const signal = AbortSignal.timeout(limitMs);
  const context = new RequestContext(server, HttpMethod.GET);
  try {
    const late = `its program for logging in gave none within ${limitMs / 1000} seconds`;
    await within(limitMs, config.applySecurityAuthentication(context), late);
  } catch (error) {
    throw new ApiError(`the credentials cannot be had: ${messageOf(error)}`, undefined, { cause: error });
  }
  const dispatcher = context.getDispatcher();
  const headers = { ...context.getHeaders(), accept: 'application/json' };

  const get = async <T>(path: string): Promise<T> => {
    const answer = await request(`${server.replace(/\/$/, '')}${path}`, {
      headers,
      signal,
      ...(dispatcher && { dispatcher }),
    }).catch((error: unknown) => {
      throw new ApiError(whyNoAnswer(error, limitMs), undefined, { cause: error });
    });
    const body = await answer.body.text().catch((error: unknown) => {
      throw new ApiError(whyNoAnswer(error, limitMs), undefined, { cause: error });
    });
    if (answer.statusCode !== 200) throw new ApiError(whyRefused(answer.statusCode, body), answer.statusCode);
    try {
      return JSON.parse(body) as T;
    } catch (error) {
      throw new ApiError('what answers is no Kubernetes API server', undefined, { cause: error });
    }
  };

  return {
    get,
    async list<T>(path: string) {
      const items: T[] = [];
      let next: string | undefined = '';
      while (next !== undefined) {
        const query = new URLSearchParams({ limit: String(PAGE), ...(next && { continue: next }) });
        const page: List<T> = await get<List<T>>(`${path}${path.includes('?') ? '&' : '?'}${query.toString()}`);
        items.push(...(page.items ?? []));
        next = page.metadata?.continue || undefined;
      }
      return items;
    },
  };
}

interface List<T> {
  readonly items?: readonly T[];
  readonly metadata?: { readonly continue?: string };
}

const NETWORK: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'the connection is refused',
  ECONNRESET: 'the connection was cut',
  EHOSTUNREACH: 'the host cannot be reached',
  ENETUNREACH: 'the network cannot be reached',
  ENOTFOUND: 'its name is not known',
  EAI_AGAIN: 'its name cannot be looked up',
  ETIMEDOUT: 'no answer',
  UND_ERR_CONNECT_TIMEOUT: 'no answer',
  UND_ERR_SOCKET: 'the connection was cut',
  CERT_HAS_EXPIRED: 'its certificate has expired',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is not of the authority in the kubeconfig',
  SELF_SIGNED_CERT_IN_CHAIN: 'its certificate is not of the authority in the kubeconfig',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its certificate is not of the authority in the kubeconfig',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another name',
};

function whyNoAnswer(error: unknown, limitMs: number): string {
  if (error instanceof Error && error.name === 'TimeoutError') return noAnswerWithin(limitMs);
  const { code = '' } = error as NodeJS.ErrnoException;
  return NETWORK[code] ?? messageOf(error);
}

/** An API server explains its refusals: `pods is forbidden: User "x" cannot list resource "pods" in API group "" …`. */
function whyRefused(status: number, body: string): string {
  const said = statusMessage(body);
  if (status === 401) return 'the credentials are not accepted';
  if (status === 403) return said ?? 'not allowed';
  return `the API server answered ${status}${said ? `: ${said}` : ''}`;
}

function statusMessage(body: string): string | undefined {
  try {
    const { message } = JSON.parse(body) as { message?: unknown };
    return typeof message === 'string' && message !== '' ? message : undefined;
  } catch {
    return undefined;
  }
}
