import { RancherApiError } from './rancher-api-error.ts';
import type { RancherApi } from './rancher-api.ts';

/** Objects asked for at once; the API server says where the next ones begin. */
const PAGE = 500;

interface List<T> {
  readonly items?: readonly T[];
  readonly metadata?: { readonly continue?: string };
}

/**
 * All objects of a list of the cluster's own API server, which Rancher passes on. Steve's lists hold what the user may see:
 * whoever sees one namespace would take its pods for all there are. The API server refuses instead.
 *
 * @param path Of a list over all namespaces: `api/v1/pods`.
 */
export async function listKubernetes<T>(api: RancherApi, clusterId: string, path: string): Promise<T[]> {
  const objects: T[] = [];
  let next: string | undefined = '';

  while (next !== undefined) {
    const page: List<T> = await api.get<List<T>>(`${ kubernetesUrl(clusterId, path) }?limit=${ PAGE }${ next && `&continue=${ encodeURIComponent(next) }` }`);

    if (!Array.isArray(page.items)) {
      throw new RancherApiError('the cluster did not answer with a list');
    }
    objects.push(...page.items);
    next = page.metadata?.continue || undefined;
  }

  return objects;
}

/** The API server of a cluster, as kubectl reaches it through Rancher. */
export function kubernetesUrl(clusterId: string, path: string): string {
  return `/k8s/clusters/${ encodeURIComponent(clusterId) }/${ path }`;
}
