import { type Fact, known, notKnown } from '@face-auth/placement';
import { condition, type ManagementCluster } from '../rancher/objects.ts';
import { listAll, type RancherApi } from '../rancher/rancher-api.ts';

/** A cluster as Rancher's management cluster knows it. */
export interface ManagedCluster {
  readonly id: string;
  readonly name: string;
  /** Rancher runs on it. */
  readonly isManagement: boolean;
  readonly connected: Fact<boolean>;
}

/** All clusters that the user may see, by name. */
export async function listClusters(api: RancherApi): Promise<ManagedCluster[]> {
  const clusters = await listAll<ManagementCluster>(api, '/v1/management.cattle.io.clusters');

  return clusters.map(managedCluster).sort((a, b) => a.name.localeCompare(b.name));
}

/**
 * A cluster that is cut off keeps its condition Ready for a while; Connected, where it is there, is the quicker one
 * (Rancher 2.15.0: up to 40 s).
 */
export function managedCluster(cluster: ManagementCluster): ManagedCluster {
  const id = cluster.metadata?.name ?? cluster.id ?? '';
  const conditions = cluster.status?.conditions;
  const connection = condition(conditions, 'Connected') ?? condition(conditions, 'Ready');
  const unavailable = cluster.metadata?.state?.name === 'unavailable';

  return {
    id,
    name:         cluster.spec?.displayName ?? id,
    isManagement: cluster.spec?.internal === true,
    connected:    connection || unavailable ? known(connection?.status === 'True' && !unavailable) : notKnown('Rancher does not say'),
  };
}
