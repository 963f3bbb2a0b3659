import {
  type ClusterFacts, type Fact, hostnameFacts, ingressClassFacts, known, type KubernetesIngress, type KubernetesNode,
  type KubernetesObject, type KubernetesPod, nodeFacts, notKnown, type ReleaseFacts, storageClassFacts
} from '@face-auth/placement';
import type { App } from '../rancher/objects.ts';
import { messageOf, RancherApiError } from '../rancher/rancher-api-error.ts';
import { clusterUrl, listAll, type RancherApi } from '../rancher/rancher-api.ts';
import type { ManagedCluster } from './list-clusters.ts';

/**
 * Asks a cluster for all that the predicates want to know. What cannot be read is unknown; nothing is thrown.
 *
 * One question comes first: a cluster that does not answer would hold as many of the browser's connections as it is asked
 * questions, six to a host over HTTP/1.1, and its neighbours would be late through it.
 */
export async function readClusterFacts(api: RancherApi, cluster: ManagedCluster): Promise<ClusterFacts> {
  const { id, name, connected } = cluster;

  const silent = (state: Fact<boolean>, why: string): ClusterFacts => {
    const unread = notKnown(why);

    return {
      id, name, connected: state, nodes: unread, storageClasses: unread, ingressClasses: unread, hostnames: unread, releases: unread
    };
  };

  if (connected.known && !connected.value) {
    return silent(connected, 'the cluster is not connected');
  }

  let nodes: Fact<KubernetesNode[]>;

  try {
    nodes = known(await listAll<KubernetesNode>(api, clusterUrl(id, 'nodes')));
  } catch (error) {
    if (!isRefusal(error)) {
      return silent(notKnown(messageOf(error)), messageOf(error));
    }
    nodes = notKnown(messageOf(error));
  }

  const [pods, classes, ingresses, apps] = await Promise.all([
    listFact<KubernetesPod>(api, id, 'pods'),
    readClasses(api, id),
    listFact<KubernetesIngress>(api, id, 'networking.k8s.io.ingresses'),
    listFact<App>(api, id, 'catalog.cattle.io.apps'),
  ]);

  return {
    id,
    name,
    connected,
    ...classes,
    nodes:     nodes.known ? known(nodeFacts(nodes.value, pods)) : nodes,
    hostnames: ingresses.known ? known(hostnameFacts(ingresses.value)) : ingresses,
    releases:  apps.known ? known(apps.value.map(releaseFacts)) : apps,
  };
}

/** The classes that a release may ask for. Nothing is thrown. */
export async function readClasses(api: RancherApi, clusterId: string): Promise<Pick<ClusterFacts, 'storageClasses' | 'ingressClasses'>> {
  const [storageClasses, ingressClasses] = await Promise.all([
    listFact<KubernetesObject>(api, clusterId, 'storage.k8s.io.storageclasses'),
    listFact<KubernetesObject>(api, clusterId, 'networking.k8s.io.ingressclasses'),
  ]);

  return {
    storageClasses: storageClasses.known ? known(storageClassFacts(storageClasses.value)) : storageClasses,
    ingressClasses: ingressClasses.known ? known(ingressClassFacts(ingressClasses.value)) : ingressClasses,
  };
}

async function listFact<T>(api: RancherApi, clusterId: string, path: string): Promise<Fact<T[]>> {
  try {
    return known(await listAll<T>(api, clusterUrl(clusterId, path)));
  } catch (error) {
    return notKnown(messageOf(error));
  }
}

/** The cluster itself answered, and said no. */
function isRefusal(error: unknown): boolean {
  return error instanceof RancherApiError && error.status !== undefined && error.status < 500;
}

function releaseFacts({ metadata, spec }: App): ReleaseFacts {
  return {
    namespace: metadata?.namespace ?? '',
    name:      metadata?.name ?? '',
    chart:     spec?.chart?.metadata?.name ?? 'another chart',
    version:   spec?.chart?.metadata?.version ?? '',
  };
}
