import type { ReleaseFacts } from '@face-auth/placement';
import type { KubeConfig } from '@kubernetes/client-node';
import { openClusterApi } from './cluster-api.ts';
import { LIMIT_MS } from './read-cluster.ts';

/** How a release does, as its cluster says. */
export interface ReleaseHealth {
  /** Pods that are ready, of those that shall be. */
  readonly pods: string;
  /** Names that its ingresses answer to. */
  readonly hostnames: readonly string[];
}

interface List<T> {
  readonly items?: readonly T[];
}
interface Deployment {
  readonly spec?: { readonly replicas?: number };
  readonly status?: { readonly readyReplicas?: number };
}
interface Ingress {
  readonly spec?: { readonly rules?: readonly { readonly host?: string }[] };
}

/** @throws ApiError */
export async function releaseHealth(
  config: KubeConfig,
  { namespace, name }: Pick<ReleaseFacts, 'namespace' | 'name'>,
): Promise<ReleaseHealth> {
  const api = await openClusterApi(config, LIMIT_MS);
  const own = `labelSelector=${encodeURIComponent(`app.kubernetes.io/instance=${name}`)}`;
  const [deployments, ingresses] = await Promise.all([
    api.get<List<Deployment>>(`/apis/apps/v1/namespaces/${namespace}/deployments?${own}`),
    api.get<List<Ingress>>(`/apis/networking.k8s.io/v1/namespaces/${namespace}/ingresses?${own}`),
  ]);
  const sum = (of: (deployment: Deployment) => number): number =>
    (deployments.items ?? []).reduce((total, deployment) => total + of(deployment), 0);
  const hosts = (ingresses.items ?? []).flatMap(({ spec }) => spec?.rules ?? []).flatMap(({ host }) => host ?? []);
  return {
    pods: `${sum(({ status }) => status?.readyReplicas ?? 0)}/${sum(({ spec }) => spec?.replicas ?? 1)}`,
    hostnames: [...new Set(hosts)],
  };
}
