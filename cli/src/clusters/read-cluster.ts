import {
  type ClusterFacts,
  clusterFactsFrom,
  type Fact,
  known,
  type KubernetesApiGroup,
  type KubernetesGatewayClass,
  type KubernetesIngress,
  type KubernetesIngressClass,
  type KubernetesNode,
  type KubernetesObject,
  type KubernetesPod,
  type KubernetesService,
  type KubernetesStorageClass,
  notKnown,
  type ReleaseFacts,
  unreadFacts,
} from '@face-auth/placement';
import type { KubeConfig } from '@kubernetes/client-node';
import { messageOf } from '../command-error.ts';
import { within } from '../within.ts';
import { type ClusterApi, openClusterApi } from './cluster-api.ts';

/** Time for everything that is asked of one cluster. */
export const LIMIT_MS = 10_000;

export interface ReadResult {
  readonly facts: ClusterFacts;
  /** The same for two contexts of one cluster; undefined where it could not be read. */
  readonly uid: string | undefined;
  /** Why the cluster could not be asked at all; undefined where it answered. */
  readonly unasked: string | undefined;
}

/**
 * Asks one cluster for all that the planner wants to know. Nothing is thrown: what could not be read is unknown, with the
 * reason.
 *
 * @param releases Helm's, which are not Kubernetes' objects.
 */
export async function readCluster(
  name: string,
  config: KubeConfig,
  releases: (context: string) => Promise<readonly ReleaseFacts[]>,
  now: () => number,
): Promise<ReadResult> {
  const cluster = { id: name, name, labels: {}, annotations: {}, readAt: now() };
  let api: ClusterApi;
  let version: { readonly gitVersion?: string };
  try {
    api = await openClusterApi(config, LIMIT_MS);
    version = await api.get('/version');
  } catch (error) {
    const why = messageOf(error);
    return { facts: unreadFacts({ ...cluster, connection: notKnown(why) }, why), uid: undefined, unasked: why };
  }

  const list = <T>(path: string): Promise<Fact<T[]>> => fact(() => api.list<T>(path));
  const objects = await allOf({
    version: known(version),
    apiGroups: fact(async () => (await api.get<{ groups?: KubernetesApiGroup[] }>('/apis')).groups ?? []),
    nodes: list<KubernetesNode>('/api/v1/nodes'),
    namespaces: list<KubernetesNamespace>('/api/v1/namespaces'),
    pods: list<KubernetesPod>('/api/v1/pods'),
    services: list<KubernetesService>('/api/v1/services'),
    storageClasses: list<KubernetesStorageClass>('/apis/storage.k8s.io/v1/storageclasses'),
    ingressClasses: list<KubernetesIngressClass>('/apis/networking.k8s.io/v1/ingressclasses'),
    ingresses: list<KubernetesIngress>('/apis/networking.k8s.io/v1/ingresses'),
    gatewayClasses: list<KubernetesGatewayClass>('/apis/gateway.networking.k8s.io/v1/gatewayclasses'),
    issuers: list<KubernetesObject>('/apis/cert-manager.io/v1/issuers'),
    clusterIssuers: list<KubernetesObject>('/apis/cert-manager.io/v1/clusterissuers'),
    releases: fact(() => within(LIMIT_MS, releases(name))),
  });
  const system = objects.namespaces.known ? objects.namespaces.value.find(isKubeSystem)?.metadata : undefined;
  return {
    facts: clusterFactsFrom({
      ...cluster,
      labels: { ...sharedLabels(objects.nodes), ...system?.labels },
      annotations: system?.annotations ?? {},
      connection: known({ connected: true }),
      objects,
    }),
    uid: system?.uid,
    unasked: undefined,
  };
}

type KubernetesNamespace = KubernetesObject & { readonly metadata?: { readonly uid?: string } };

const isKubeSystem = ({ metadata }: KubernetesNamespace): boolean => metadata?.name === 'kube-system';

/** Without a management cluster nothing has the labels of a cluster, so they are those that all its nodes have alike. */
function sharedLabels(nodes: Fact<readonly KubernetesNode[]>): Record<string, string> {
  const [first, ...others] = nodes.known ? nodes.value : [];
  return Object.fromEntries(
    Object.entries(first?.metadata?.labels ?? {}).filter(([key, value]) =>
      others.every(({ metadata }) => metadata?.labels?.[key] === value),
    ),
  );
}

async function fact<T>(read: () => Promise<T>): Promise<Fact<T>> {
  try {
    return known(await read());
  } catch (error) {
    return notKnown(messageOf(error));
  }
}

/** Waits for every value of an object. */
async function allOf<T extends object>(values: T): Promise<{ [K in keyof T]: Awaited<T[K]> }> {
  const entries = Object.entries(values) as [string, unknown][];
  const done = await Promise.all(entries.map(async ([key, value]) => [key, await value] as const));
  return Object.fromEntries(done) as { [K in keyof T]: Awaited<T[K]> };
}
