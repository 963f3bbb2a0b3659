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

  const [nodes, pods, classes, ingresses, apps] = await Promise.all([
    listFact<KubernetesNode>(api, id, 'nodes'),
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

function releaseFacts({ metadata, spec }: App): ReleaseFacts {
  return {
    namespace: metadata?.namespace ?? '',
    name:      metadata?.name ?? '',
    chart:     spec?.chart?.metadata?.name ?? 'another chart',
    version:   spec?.chart?.metadata?.version ?? '',
  };
}
