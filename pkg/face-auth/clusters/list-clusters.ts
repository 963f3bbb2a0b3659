import {
  type Connection, type Fact, known, type KubernetesVersion, notKnown
} from '@face-auth/placement';
import { type Condition, condition, type ManagementCluster } from '../rancher/objects.ts';
import { listAll, type RancherApi } from '../rancher/rancher-api.ts';

/** A cluster as Rancher's management cluster knows it. */
export interface ManagedCluster {
  readonly id: string;
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  /** Rancher runs on it. */
  readonly isManagement: boolean;
  readonly connection: Fact<Connection>;
  readonly version: Fact<KubernetesVersion>;
}

/** All clusters that the user may see, by name. */
export async function listClusters(api: RancherApi): Promise<ManagedCluster[]> {
  const clusters = await listAll<ManagementCluster>(api, '/v1/management.cattle.io.clusters');

  return clusters.map(managedCluster).sort((a, b) => a.name.localeCompare(b.name));
}

export function managedCluster(cluster: ManagementCluster): ManagedCluster {
  const { metadata, spec, status } = cluster;
  const id = metadata?.name ?? cluster.id ?? '';

  return {
    id,
    name:         spec?.displayName ?? id,
    labels:       metadata?.labels ?? {},
    annotations:  metadata?.annotations ?? {},
    isManagement: spec?.internal === true,
    connection:   connectionOf(cluster),
    version:      status?.version ? known(status.version) : notKnown('Rancher does not say'),
  };
}

export function isLost({ connection }: ManagedCluster): boolean {
  return connection.known && !connection.value.connected;
}

/**
 * A cluster that is cut off keeps its condition Ready for a while; Connected, where it is there, is the quicker one
 * (Rancher 2.15.0: up to 40 s).
 */
function connectionOf({ metadata, status }: ManagementCluster): Fact<Connection> {
  const said = condition(status?.conditions, 'Connected') ?? condition(status?.conditions, 'Ready');
  const unavailable = metadata?.state?.name === 'unavailable';

  if (!said && !unavailable) {
    return notKnown('Rancher does not say');
  }

  return known(said?.status === 'True' && !unavailable ? { connected: true } : { connected: false, ...since(said) });
}

/** Of a condition that has changed to False. */
function since(said: Condition | undefined): { lostAt?: number } {
  const lostAt = said?.status === 'True' ? NaN : Date.parse(said?.lastTransitionTime ?? said?.lastUpdateTime ?? '');

  return Number.isNaN(lostAt) ? {} : { lostAt };
}
