import {
  type ClusterFacts, type Fact, hostnameFacts, ingressClassFacts, known, type KubernetesIngress, type KubernetesNode,
  type KubernetesObject, type KubernetesPod, nodeFacts, notKnown, type ReleaseFacts, storageClassFacts
} from '@face-auth/placement';
import type { App } from '../rancher/objects.ts';
import { messageOf } from '../rancher/rancher-api-error.ts';
import { clusterUrl, listAll, type RancherApi } from '../rancher/rancher-api.ts';
import type { ManagedCluster } from './list-clusters.ts';

/** Asks a cluster for all that the predicates want to know. What cannot be read is unknown; nothing is thrown. */
export async function readClusterFacts(api: RancherApi, cluster: ManagedCluster): Promise<ClusterFacts> {
  const { id, name, connected } = cluster;

  if (connected.known && !connected.value) {
    const unread = notKnown('the cluster is not connected');

    return {
      id, name, connected, nodes: unread, storageClasses: unread, ingressClasses: unread, hostnames: unread, releases: unread
    };
  }

  const list = <T>(path: string) => fact(listAll<T>(api, clusterUrl(id, path)));
  const [nodes, pods, storageClasses, ingressClasses, ingresses, apps] = await Promise.all([
    list<KubernetesNode>('nodes'),
    list<KubernetesPod>('pods'),
    list<KubernetesObject>('storage.k8s.io.storageclasses'),
    list<KubernetesObject>('networking.k8s.io.ingressclasses'),
    list<KubernetesIngress>('networking.k8s.io.ingresses'),
    list<App>('catalog.cattle.io.apps'),
  ]);

  return {
    id,
    name,
    connected,
    nodes:          nodes.known ? known(nodeFacts(nodes.value, pods)) : nodes,
    storageClasses: storageClasses.known ? known(storageClassFacts(storageClasses.value)) : storageClasses,
    ingressClasses: ingressClasses.known ? known(ingressClassFacts(ingressClasses.value)) : ingressClasses,
    hostnames:      ingresses.known ? known(hostnameFacts(ingresses.value)) : ingresses,
    releases:       apps.known ? known(apps.value.map(releaseFacts)) : apps,
  };
}

async function fact<T>(reading: Promise<T>): Promise<Fact<T>> {
  try {
    return known(await reading);
  } catch (error) {
    return notKnown(messageOf(error));
  }
}

function releaseFacts({ metadata, spec }: App): ReleaseFacts {
  return {
    namespace: metadata?.namespace ?? '',
    name:      metadata?.name ?? '',
    chart:     spec?.chart?.metadata?.name ?? 'another chart',
    version:   spec?.chart?.metadata?.version ?? '',
  };
}
