import compare from 'semver/functions/compare';
import prerelease from 'semver/functions/prerelease';
import valid from 'semver/functions/valid';
import { CHART } from '../names.ts';
import type { App, ClusterRepo } from '../rancher/objects.ts';
import { RancherApiError } from '../rancher/rancher-api-error.ts';
import { getIfThere, listAll, type RancherApi } from '../rancher/rancher-api.ts';

/** Where the service's chart comes from, as the management cluster knows it. */
export interface Catalogue {
  readonly repo: ClusterRepo;
  readonly version: string;
  /** Versions of Kubernetes that the chart takes; undefined where it does not say. */
  readonly kubeVersion: string | undefined;
  /** The chart's own values. */
  readonly defaults: Readonly<Record<string, unknown>>;
}

interface HelmIndex {
  readonly entries?: Readonly<Record<string, readonly { readonly version?: string }[]>>;
}

interface ChartInfo {
  readonly chart?: { readonly kubeVersion?: string };
  readonly values?: Readonly<Record<string, unknown>>;
}

const REPOS = '/v1/catalog.cattle.io.clusterrepos';
const OWN_APP = '/v1/catalog.cattle.io.apps/cattle-ui-plugin-system/face-auth-ui';
const SOURCE_REPO = 'catalog.cattle.io/ui-source-repo';

/**
 * Finds the catalogue that holds the service's chart: the one that this extension was installed from, else any other,
 * Rancher's own large ones last.
 *
 * @throws RancherApiError when no catalogue has the chart.
 */
export async function findCatalogue(api: RancherApi): Promise<Catalogue> {
  const source = await sourceRepo(api);
  const repos = await listAll<ClusterRepo>(api, REPOS);
  const order = (repo: ClusterRepo) => (nameOf(repo) === source ? 0 : nameOf(repo).startsWith('rancher-') ? 2 : 1);

  for (const repo of [...repos].sort((a, b) => order(a) - order(b))) {
    const version = await newestVersion(api, nameOf(repo));

    if (version) {
      const { chart, values } = await api.get<ChartInfo>(chartInfoUrl(`${ REPOS }/${ nameOf(repo) }`, version));

      return {
        repo, version, kubeVersion: chart?.kubeVersion, defaults: values ?? {}
      };
    }
  }

  throw new RancherApiError(`no repository of Rancher has the chart "${ CHART }": add the one that holds it under Apps, Repositories, of the local cluster`);
}

export function chartInfoUrl(repoUrl: string, version: string): string {
  return `${ repoUrl }?link=info&chartName=${ CHART }&version=${ encodeURIComponent(version) }`;
}

export function nameOf(object: { readonly metadata?: { readonly name?: string } }): string {
  return object.metadata?.name ?? '';
}

async function sourceRepo(api: RancherApi): Promise<string | undefined> {
  try {
    const app = await getIfThere<App>(api, OWN_APP);

    return app?.spec?.chart?.metadata?.annotations?.[SOURCE_REPO];
  } catch {
    return undefined; // only a hint for the order: without it every repository is looked into
  }
}

/** A repository that cannot be read does not keep the others from being looked into. */
async function newestVersion(api: RancherApi, repo: string): Promise<string | undefined> {
  try {
    const index = await api.get<HelmIndex>(`${ REPOS }/${ repo }?link=index`);
    const versions = (index.entries?.[CHART] ?? []).flatMap(({ version }) => (version && valid(version) ? version : []));
    const stable = versions.filter((version) => !prerelease(version));

    return [...(stable.length > 0 ? stable : versions)].sort(compare).at(-1);
  } catch {
    return undefined;
  }
}
