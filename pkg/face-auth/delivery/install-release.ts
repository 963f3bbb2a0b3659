import { CHART, RELEASE } from '../names.ts';
import { RancherApiError } from '../rancher/rancher-api-error.ts';
import { clusterUrl, type RancherApi } from '../rancher/rancher-api.ts';

export interface InstallRequest {
  readonly clusterId: string;
  /** Repository of that cluster. */
  readonly repo: string;
  readonly version: string;
  /** What differs from the chart's defaults. */
  readonly values: Readonly<Record<string, unknown>>;
}

/** Starts Rancher's Apps action. @returns the URL of the Operation that runs helm. */
export async function installRelease(api: RancherApi, request: InstallRequest): Promise<string> {
  const answer = await api.post<{ operationName?: string; operationNamespace?: string }>(
    clusterUrl(request.clusterId, `catalog.cattle.io.clusterrepos/${ request.repo }?action=install`),
    installBody(request),
  );

  if (!answer.operationName) {
    throw new RancherApiError('Rancher did not say which operation installs the release');
  }

  return clusterUrl(request.clusterId, `catalog.cattle.io.operations/${ answer.operationNamespace ?? RELEASE.namespace }/${ answer.operationName }`);
}

/** Without `wait`: helm would be silent for minutes where the pods can say at once what they lack. */
export function installBody({ repo, version, values }: InstallRequest): object {
  return {
    charts: [{
      chartName:   CHART,
      version,
      releaseName: RELEASE.name,
      annotations: { 'catalog.cattle.io/ui-source-repo-type': 'cluster', 'catalog.cattle.io/ui-source-repo': repo },
      values,
    }],
    namespace:                RELEASE.namespace,
    noHooks:                  false,
    wait:                     false,
    timeout:                  '600s',
    disableOpenAPIValidation: false,
    skipCRDs:                 false,
    projectId:                null,
  };
}
