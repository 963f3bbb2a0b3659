import { messageOf } from '../rancher/rancher-api-error.ts';
import type { RancherApi } from '../rancher/rancher-api.ts';
import { type InstalledRelease, installedReleases } from './installed-release.ts';
import { isLost, type ManagedCluster } from './list-clusters.ts';

/** A line of the overview: a release, or a cluster without one. */
export interface OverviewRow {
  readonly id: string;
  readonly cluster: ManagedCluster;
  readonly state: InstalledRelease['state'] | 'absent' | 'unknown';
  /** Why it is unknown or failed; may be empty. */
  readonly reason: string;
  readonly connected: boolean;
  readonly release: InstalledRelease | undefined;
}

/** The lines of one cluster. A cluster that does not answer is unknown, not empty; nothing is thrown. */
export async function overviewRows(api: RancherApi, cluster: ManagedCluster): Promise<OverviewRow[]> {
  const row = {
    id: cluster.id, cluster, release: undefined
  };

  if (isLost(cluster)) {
    return [{
      ...row, state: 'unknown', reason: '', connected: false
    }];
  }

  try {
    const releases = await installedReleases(api, cluster.id);

    if (releases.length === 0) {
      return [{
        ...row, state: 'absent', reason: '', connected: true
      }];
    }

    return releases.map((release) => ({
      id: `${ cluster.id }/${ release.namespace }/${ release.name }`, cluster, state: release.state, reason: release.reason, connected: true, release
    }));
  } catch (error) {
    return [{
      ...row, state: 'unknown', reason: messageOf(error), connected: true
    }];
  }
}
