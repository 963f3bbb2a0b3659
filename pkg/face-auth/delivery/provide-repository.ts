import { type ClusterRepo, condition } from '../rancher/objects.ts';
import { RancherApiError } from '../rancher/rancher-api-error.ts';
import { clusterUrl, getIfThere, listAll, type RancherApi } from '../rancher/rancher-api.ts';
import { type Catalogue, chartInfoUrl, nameOf } from './catalogue.ts';
import { type Timing, until } from './timing.ts';

/** Name of the repository that we add to a cluster. */
const REPO_NAME = 'face-auth';
const DOWNLOAD_DEADLINE_MS = 120_000;

/**
 * Finds the catalogue among the target's own repositories, or adds it, and makes sure that the wanted version is there.
 *
 * @param onAdded Called when a repository was added: it stays, whatever comes then.
 * @returns the repository's name in the target.
 * @throws RancherApiError when the repository cannot be added, does not download, or lacks the version.
 */
export async function provideRepository(api: RancherApi, clusterId: string, catalogue: Catalogue, timing: Timing, onAdded: () => void): Promise<string> {
  const repos = clusterUrl(clusterId, 'catalog.cattle.io.clusterrepos');
  const found = (await listAll<ClusterRepo>(api, repos)).find((repo) => sameSource(repo, catalogue.repo));

  if (!found) {
    await addRepository(api, repos, catalogue.repo);
    onAdded();
    await untilDownloaded(api, repos, REPO_NAME, timing);
    await checkVersion(api, repos, REPO_NAME, catalogue.version);

    return REPO_NAME;
  }

  const name = nameOf(found);

  await untilDownloaded(api, repos, name, timing);
  if (!(await hasVersion(api, repos, name, catalogue.version))) {
    // Its index may be older than the management cluster's: Rancher reads it again every six hours only.
    await refresh(api, repos, name, timing);
    await checkVersion(api, repos, name, catalogue.version);
  }

  return name;
}

function sameSource({ spec: a }: ClusterRepo, { spec: b }: ClusterRepo): boolean {
  if (b?.gitRepo) {
    return a?.gitRepo === b.gitRepo && (a?.gitBranch ?? '') === (b.gitBranch ?? '');
  }

  return withoutSlash(a?.url) !== '' && withoutSlash(a?.url) === withoutSlash(b?.url);
}

function withoutSlash(url = ''): string {
  return url.replace(/\/+$/, '');
}

async function addRepository(api: RancherApi, repos: string, { spec = {} }: ClusterRepo): Promise<void> {
  const there = await getIfThere<ClusterRepo>(api, `${ repos }/${ REPO_NAME }`);

  if (there) {
    throw new RancherApiError(`the cluster has a repository "${ REPO_NAME }" already, of another address (${ there.spec?.url ?? there.spec?.gitRepo ?? 'none' }): remove it, or give it the address ${ spec.url ?? spec.gitRepo ?? '' }`);
  }
  // Only what says where it is: a login to it is in a Secret of the management cluster.
  const {
    url, gitRepo, gitBranch, insecureSkipTLSVerify, caBundle
  } = spec;

  await api.post(repos, {
    type:     'catalog.cattle.io.clusterrepo',
    metadata: { name: REPO_NAME },
    spec:     {
      ...(url && { url }), ...(gitRepo && { gitRepo }), ...(gitBranch && { gitBranch }), ...(insecureSkipTLSVerify && { insecureSkipTLSVerify }), ...(caBundle && { caBundle })
    },
  });
}

async function untilDownloaded(api: RancherApi, repos: string, name: string, timing: Timing, after?: string): Promise<void> {
  let reason = '';
  const done = await until(timing, DOWNLOAD_DEADLINE_MS, async() => {
    const repo = await api.get<ClusterRepo>(`${ repos }/${ name }`);
    const downloaded = condition(repo.status?.conditions, 'Downloaded') ?? condition(repo.status?.conditions, 'OCIDownloaded');

    reason = downloaded?.message || repo.metadata?.state?.message || '';
    if (downloaded?.status === 'True' && repo.status?.downloadTime !== after) {
      return true;
    }

    return downloaded?.status === 'False' && after === undefined ? false : undefined;
  });

  if (!done) {
    throw new RancherApiError(`the cluster cannot download the repository "${ name }"${ reason ? `: ${ reason }` : '' }. Check that the cluster reaches its address`);
  }
}

async function refresh(api: RancherApi, repos: string, name: string, timing: Timing): Promise<void> {
  const repo = await api.get<ClusterRepo>(`${ repos }/${ name }`);
  const forceUpdate = `${ new Date().toISOString().slice(0, 19) }Z`;

  await api.put(`${ repos }/${ name }`, { ...repo, spec: { ...repo.spec, forceUpdate } });
  await untilDownloaded(api, repos, name, timing, repo.status?.downloadTime);
}

/** An unknown version is a 500 with a text (Rancher 2.15.0), so every refusal but a missing answer is a no. */
async function hasVersion(api: RancherApi, repos: string, name: string, version: string): Promise<boolean> {
  try {
    await api.get(chartInfoUrl(`${ repos }/${ name }`, version));

    return true;
  } catch (error) {
    if (error instanceof RancherApiError && (error.status === 404 || (error.status === 500 && error.message.includes('no chart')))) {
      return false;
    }
    throw error;
  }
}

async function checkVersion(api: RancherApi, repos: string, name: string, version: string): Promise<void> {
  if (!(await hasVersion(api, repos, name, version))) {
    throw new RancherApiError(`the cluster's repository "${ name }" does not have version ${ version } of the chart: refresh it under Apps, Repositories, of that cluster`);
  }
}
