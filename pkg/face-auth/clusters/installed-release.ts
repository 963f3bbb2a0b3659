import type { KubernetesIngress } from '@face-auth/placement';
import { CHART } from '../names.ts';
import type { App, Deployment, Secret } from '../rancher/objects.ts';
import { messageOf, RancherApiError } from '../rancher/rancher-api-error.ts';
import { clusterUrl, getIfThere, listAll, type RancherApi } from '../rancher/rancher-api.ts';
import { releaseHealth, type ReleaseState } from './release-state.ts';

/** A Face Auth release in a cluster. */
export interface InstalledRelease {
  readonly clusterId: string;
  readonly namespace: string;
  readonly name: string;
  readonly version: string;
  readonly state: ReleaseState | 'unknown';
  readonly reason: string;
  /** `https://host/`; `undefined` when its ingress could not be read. */
  readonly loginUrl: string | undefined;
}

/** Name of the chart's objects in a release: `face-auth.fullname` of the chart. */
export function fullname(release: string): string {
  const name = release.includes(CHART) ? release : `${ release }-${ CHART }`;

  return name.slice(0, 53).replace(/-$/, '');
}

/** The Face Auth releases of one cluster. @throws RancherApiError when the cluster does not answer. */
export async function installedReleases(api: RancherApi, clusterId: string): Promise<InstalledRelease[]> {
  const apps = await listAll<App>(api, clusterUrl(clusterId, 'catalog.cattle.io.apps'));

  return Promise.all(apps.filter((app) => app.spec?.chart?.metadata?.name === CHART).map((app) => installedRelease(api, clusterId, app)));
}

async function installedRelease(api: RancherApi, clusterId: string, app: App): Promise<InstalledRelease> {
  const { namespace = '', name = '' } = app.metadata ?? {};
  const [deployment, url] = await Promise.allSettled([
    readDeployment(api, clusterId, namespace, name),
    loginUrl(api, clusterId, namespace, name),
  ]);
  const health = deployment.status === 'fulfilled' ? releaseHealth(app, deployment.value) : { state: 'unknown' as const, reason: messageOf(deployment.reason) };

  return {
    clusterId,
    namespace,
    name,
    version:  app.spec?.chart?.metadata?.version ?? '',
    ...health,
    loginUrl: url.status === 'fulfilled' ? url.value : undefined,
  };
}

export function readDeployment(api: RancherApi, clusterId: string, namespace: string, release: string): Promise<Deployment | undefined> {
  return getIfThere<Deployment>(api, clusterUrl(clusterId, `apps.deployments/${ namespace }/${ fullname(release) }`));
}

export async function loginUrl(api: RancherApi, clusterId: string, namespace: string, release: string): Promise<string | undefined> {
  const ingress = await getIfThere<KubernetesIngress>(api, clusterUrl(clusterId, `networking.k8s.io.ingresses/${ namespace }/${ fullname(release) }`));
  const host = ingress?.spec?.rules?.find((rule) => rule.host)?.host;

  return host ? `https://${ host }/` : undefined;
}

/**
 * The link of the first admin's invitation. It works once: the service refuses it when the first admin has enrolled.
 *
 * @throws RancherApiError when the release or its Secret cannot be read.
 */
export async function readInvitationLink(api: RancherApi, release: Pick<InstalledRelease, 'clusterId' | 'namespace' | 'name'>): Promise<string> {
  const { clusterId, namespace, name } = release;
  const [deployment, url] = await Promise.all([
    readDeployment(api, clusterId, namespace, name),
    loginUrl(api, clusterId, namespace, name),
  ]);
  const secretName = deployment?.spec?.template?.spec?.volumes?.find((volume) => volume.name === 'secrets')?.secret?.secretName;

  if (!url || !secretName) {
    throw new RancherApiError(`the release ${ namespace }/${ name } has no ingress or no deployment (yet)`);
  }

  const secret = await api.get<Secret>(clusterUrl(clusterId, `secrets/${ namespace }/${ secretName }`));
  const invitation = secret.data?.['invitation'];

  if (!invitation) {
    throw new RancherApiError(`the Secret ${ namespace }/${ secretName } has no entry "invitation"`);
  }

  return `${ url }enrol#${ atob(invitation) }`;
}
