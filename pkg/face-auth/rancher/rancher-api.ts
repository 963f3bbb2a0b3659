import { RancherApiError, toApiError } from './rancher-api-error.ts';

/** How long a cluster may take for one answer. A cluster cut off keeps a request for up to 29 s (Rancher 2.15.0). */
export const DEADLINE_MS = 10_000;

/** Helm actions and new objects: Rancher itself needs about 2 s for an install. */
const WRITE_DEADLINE_MS = 30_000;

/** Rancher's HTTP interface, as far as we need it. Every failure is a `RancherApiError`. */
export interface RancherApi {
  get<T>(url: string): Promise<T>;
  post<T>(url: string, data: unknown): Promise<T>;
  put<T>(url: string, data: unknown): Promise<T>;
}

interface ShellRequest {
  url: string;
  method: string;
  timeout: number;
  redirectUnauthorized: false;
  data?: unknown;
}

/**
 * Over the shell's own request, which adds the token against CSRF.
 *
 * @param dispatch The store's.
 */
export function rancherApi(dispatch: (action: string, request: ShellRequest) => Promise<unknown>): RancherApi {
  const ask = async<T>(method: string, url: string, timeout: number, data?: unknown): Promise<T> => {
    // A 401 of one cluster must not throw the user out of Rancher.
    const request: ShellRequest = {
      url, method, timeout, redirectUnauthorized: false, ...(data !== undefined && { data })
    };

    try {
      return await dispatch('management/request', request) as T;
    } catch (error) {
      throw toApiError(error, timeout);
    }
  };

  return {
    get:  (url) => ask('get', url, DEADLINE_MS),
    post: (url, data) => ask('post', url, WRITE_DEADLINE_MS, data),
    put:  (url, data) => ask('put', url, WRITE_DEADLINE_MS, data),
  };
}

interface Page<T> {
  readonly data?: readonly T[];
  readonly pagination?: { readonly next?: string };
}

/** All objects of a list, page by page. */
export async function listAll<T>(api: RancherApi, url: string): Promise<T[]> {
  const objects: T[] = [];
  let next: string | undefined = `${ url }${ url.includes('?') ? '&' : '?' }exclude=metadata.managedFields`;

  while (next) {
    const page: Page<T> = await api.get<Page<T>>(next);

    if (!Array.isArray(page.data)) {
      throw new RancherApiError('Rancher did not answer with a list');
    }
    objects.push(...page.data);
    next = page.pagination?.next;
  }

  return objects;
}

/** An object, or `undefined` when there is none. */
export async function getIfThere<T>(api: RancherApi, url: string): Promise<T | undefined> {
  try {
    return await api.get<T>(url);
  } catch (error) {
    if (error instanceof RancherApiError && error.status === 404) {
      return undefined;
    }
    throw error;
  }
}

/** Steve's API of a cluster. */
export function clusterUrl(clusterId: string, path: string): string {
  return `/k8s/clusters/${ encodeURIComponent(clusterId) }/v1/${ path }`;
}
