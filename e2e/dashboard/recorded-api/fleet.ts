import { recorded } from './answers.ts';
import type { ClusterStore } from './cluster-store.ts';
import type { JsonObject, Resource } from './resource.ts';

/** How a cluster answers: as it should; never; with Rancher's text for a lost agent; with 401 as to a user who may not enter (yet). */
export type Reach = 'answers' | 'hangs' | 'lost' | 'refuses';

/** A downstream cluster: the recorded one (x86, 4 processors, 8Gi, Traefik, local-path), with what is different. */
export interface ClusterSpec {
  reach?: Reach;
  /** The agent is away, and Rancher knows it. */
  disconnected?: boolean;
  change?: (store: ClusterStore) => void;
}

const clear = (store: ClusterStore, type: string) => store.objects(type).forEach(({ id }) => store.remove(type, id));

const changeNodes = (store: ClusterStore, change: (node: Resource) => void) =>
  store.objects('node').forEach((node) => {
    change(node);
    store.put(node);
  });

/** Clusters of which each lacks one thing, or has one more. */
export const clusterWith = {
  certManager: (issuer: string): ClusterSpec => ({
    change: (store) => {
      const type = (kind: string, namespaced: boolean) => {
        const id = `cert-manager.io.${kind.toLowerCase()}`;
        const attributes = {
          group: 'cert-manager.io',
          version: 'v1',
          kind,
          namespaced,
          resource: `${kind.toLowerCase()}s`,
          verbs: ['get', 'list', 'watch'],
          columns: [],
        };
        store.schemas.push({
          id,
          pluralName: `${id}s`,
          collectionMethods: ['GET'],
          resourceMethods: ['GET'],
          attributes,
        });
        return id;
      };
      type('Issuer', true);
      store.put({ id: issuer, type: type('ClusterIssuer', false), metadata: { name: issuer } });
    },
  }),
  noIngressClass: (): ClusterSpec => ({ change: (store) => clear(store, 'networking.k8s.io.ingressclass') }),
  noStorageClass: (): ClusterSpec => ({ change: (store) => clear(store, 'storage.k8s.io.storageclass') }),
  architecture: (architecture: string): ClusterSpec => ({
    change: (store) =>
      changeNodes(store, (node) => {
        const labels = { 'kubernetes.io/arch': architecture, 'beta.kubernetes.io/arch': architecture };
        node.metadata.labels = { ...node.metadata.labels, ...labels };
        (node.status?.['nodeInfo'] as JsonObject)['architecture'] = architecture;
      }),
  }),
  size: (cpu: string, memory: string): ClusterSpec => ({
    change: (store) =>
      changeNodes(store, (node) => {
        const size = { cpu, memory, pods: '110' };
        Object.assign(node.status ?? {}, { capacity: size, allocatable: size });
      }),
  }),
  taint: (key: string): ClusterSpec => ({
    change: (store) =>
      changeNodes(store, (node) => (node.spec = { taints: [{ key, value: 'true', effect: 'NoSchedule' }] })),
  }),
} as const;

/** Rancher's object for a cluster, from the recorded one. */
export function managementCluster(id: string, name: string, { disconnected = false }: ClusterSpec): Resource {
  const found = recorded.management.objects['management.cattle.io.cluster']?.find((one) => one.id !== 'local');
  if (!found) throw new Error('The recorded answers lack a downstream cluster: record them anew.');
  const own = String(found.spec?.['displayName']);
  // its relationship names the object of the provisioning API
  const cluster = JSON.parse(
    JSON.stringify(found).replaceAll(`fleet-default/${own}`, `fleet-default/${name}`),
  ) as Resource;
  Object.assign(cluster, { id });
  cluster.metadata.name = id;
  cluster.spec = { ...cluster.spec, displayName: name };
  if (disconnected) {
    const message = 'Cluster agent is not connected';
    const status = (type: string) => ({ type, status: 'False', reason: 'Disconnected', message });
    cluster.metadata.state = { name: 'unavailable', error: false, transitioning: true, message };
    cluster.status = { ...cluster.status, conditions: [status('Ready'), status('Connected')] };
  }
  return cluster;
}

export function provisioningCluster(id: string, name: string): Resource {
  return {
    id: `fleet-default/${name}`,
    type: 'provisioning.cattle.io.cluster',
    metadata: {
      name,
      namespace: 'fleet-default',
      state: { name: 'active', error: false, transitioning: false, message: '' },
    },
    spec: {},
    status: { clusterName: id, ready: true },
  };
}
