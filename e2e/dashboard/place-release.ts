import { expect } from '@playwright/test';
import type { RecordedRancher } from './recorded-api/recorded-rancher.ts';

const REPO = 'face-auth';

/** Face Auth on a cluster before the test begins, installed as by helm and come to its end. */
export async function placeRelease(rancher: RecordedRancher, cluster: string, hostname: string): Promise<void> {
  const { store, helm } = rancher.cluster(cluster);
  const repo = rancher.management.objects('catalog.cattle.io.clusterrepo')[0];
  if (!repo) throw new Error('The management cluster has no repository.');
  store.put({ ...structuredClone(repo), id: REPO, metadata: { ...repo.metadata, name: REPO } });
  const version = rancher.chartVersion;
  const charts = [{ chartName: 'face-auth', version, releaseName: 'face-auth', values: { hostname } }];
  await helm.deploy(REPO, 'install', { charts, namespace: 'face-auth', wait: true });
  const state = () => store.find('catalog.cattle.io.app', 'face-auth/face-auth')?.metadata.state?.name;
  await expect.poll(state).toBe('deployed');
}
