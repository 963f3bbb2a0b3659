import {
  CERT_MANAGER_GROUP, type ClusterFacts, clusterFactsFrom, type Fact, GATEWAY_GROUP, ingressClassFacts, known, type KubernetesApiGroup,
  type KubernetesGatewayClass, type KubernetesIngress, type KubernetesIngressClass, type KubernetesNode, type KubernetesObject,
  type KubernetesPod, type KubernetesService, type KubernetesStorageClass, mapFact, notKnown, type ReleaseFacts, storageClassFacts,
  unreadFacts
} from '@face-auth/placement';
import { CHART } from '../names.ts';
import type { App } from '../rancher/objects.ts';
import { kubernetesUrl, listKubernetes } from '../rancher/kubernetes-api.ts';
import { messageOf, RancherApiError } from '../rancher/rancher-api-error.ts';
import type { RancherApi } from '../rancher/rancher-api.ts';
import { isLost, type ManagedCluster } from './list-clusters.ts';

const STORAGE_CLASSES = 'apis/storage.k8s.io/v1/storageclasses';
const INGRESS_CLASSES = 'apis/networking.k8s.io/v1/ingressclasses';

/**
 * Asks a cluster for all that the planner wants to know. What cannot be read is unknown; nothing is thrown.
 *
 * One question comes first: a cluster that does not answer would hold as many of the browser's connections as it is asked
 * questions, six to a host over HTTP/1.1, and its neighbours would be late through it. What the cluster's API serves is
 * little, everybody may know it, and it tells which of the others need not be asked.
 */
export async function readClusterFacts(api: RancherApi, managed: ManagedCluster, now: () => number): Promise<ClusterFacts> {
  const {
    id, name, labels, annotations, connection, version
  } = managed;
  const cluster = {
    id, name, labels, annotations, connection
  };

  if (isLost(managed)) {
    return unreadFacts({ ...cluster, readAt: now() }, 'the cluster is not connected');
  }

  let apiGroups: Fact<KubernetesApiGroup[]>;

  try {
    apiGroups = known((await api.get<{ groups?: KubernetesApiGroup[] }>(kubernetesUrl(id, 'apis'))).groups ?? []);
  } catch (error) {
    const why = messageOf(error);

    if (!isRefusal(error)) {
      return unreadFacts({
        ...cluster, connection: notKnown(why), readAt: now()
      }, why);
    }
    apiGroups = notKnown(why);
  }

  const list = <T>(path: string) => listFact<T>(api, id, path);
  const listServed = <T>(group: string, plural: string) => listOfGroup<T>(api, id, apiGroups, group, plural);
  const [nodes, pods, namespaces, services, storageClasses, ingressClasses, ingresses, gatewayClasses, issuers, clusterIssuers, apps] = await Promise.all([
    list<KubernetesNode>('api/v1/nodes'),
    list<KubernetesPod>('api/v1/pods'),
    list<KubernetesObject>('api/v1/namespaces'),
    list<KubernetesService>('api/v1/services'),
    list<KubernetesStorageClass>(STORAGE_CLASSES),
    list<KubernetesIngressClass>(INGRESS_CLASSES),
    list<KubernetesIngress>('apis/networking.k8s.io/v1/ingresses'),
    listServed<KubernetesGatewayClass>(GATEWAY_GROUP, 'gatewayclasses'),
    listServed<KubernetesObject>(CERT_MANAGER_GROUP, 'issuers'),
    listServed<KubernetesObject>(CERT_MANAGER_GROUP, 'clusterissuers'),
    list<App>('apis/catalog.cattle.io/v1/apps'),
  ]);

  return clusterFactsFrom({
    ...cluster,
    readAt:  now(),
    objects: {
      version,
      apiGroups,
      nodes,
      pods,
      namespaces,
      services,
      storageClasses,
      ingressClasses,
      ingresses,
      gatewayClasses,
      issuers,
      clusterIssuers,
      releases: mapFact(apps, (read) => read.map(releaseFacts)),
    },
  });
}

/** The classes that a release may ask for. Nothing is thrown. */
export async function readClasses(api: RancherApi, clusterId: string): Promise<Pick<ClusterFacts, 'storageClasses' | 'ingressClasses'>> {
  const [storageClasses, ingressClasses] = await Promise.all([
    listFact<KubernetesStorageClass>(api, clusterId, STORAGE_CLASSES),
    listFact<KubernetesIngressClass>(api, clusterId, INGRESS_CLASSES),
  ]);

  return { storageClasses: mapFact(storageClasses, storageClassFacts), ingressClasses: mapFact(ingressClasses, ingressClassFacts) };
}

async function listFact<T>(api: RancherApi, clusterId: string, path: string): Promise<Fact<T[]>> {
  try {
    return known(await listKubernetes<T>(api, clusterId, path));
  } catch (error) {
    return notKnown(messageOf(error));
  }
}

/** Of a group that a cluster need not have: where it is not served there is nothing, which is no reason not to know. */
async function listOfGroup<T>(api: RancherApi, clusterId: string, apiGroups: Fact<readonly KubernetesApiGroup[]>, group: string, plural: string): Promise<Fact<T[]>> {
  const served = apiGroups.known ? apiGroups.value.find(({ name }) => name === group) : undefined;

  if (apiGroups.known && !served) {
    return known([]);
  }

  return listFact(api, clusterId, `apis/${ group }/${ served?.preferredVersion?.version ?? 'v1' }/${ plural }`);
}

/** The cluster itself answered, and said no. */
function isRefusal(error: unknown): boolean {
  return error instanceof RancherApiError && error.status !== undefined && error.status < 500;
}

function releaseFacts({ metadata, spec }: App): ReleaseFacts {
  const chart = spec?.chart?.metadata?.name ?? 'another chart';

  return {
    namespace: metadata?.namespace ?? '',
    name:      metadata?.name ?? '',
    chart,
    version:   spec?.chart?.metadata?.version ?? '',
    status:    spec?.info?.status ?? '',
    ...(chart === CHART && spec?.values && { values: spec.values }),
  };
}
