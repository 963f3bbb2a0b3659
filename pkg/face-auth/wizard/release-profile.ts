import { faceAuthProfile, type ReleaseProfile, resourcesOf } from '@face-auth/placement';
import type { Catalogue } from '../delivery/catalogue.ts';
import { isMap } from './settings.ts';

/** What the chart of the catalogue needs, which may be of another version than the one that this extension came with. */
export function releaseProfile({ version, kubeVersion, defaults }: Pick<Catalogue, 'version' | 'kubeVersion' | 'defaults'>): ReleaseProfile {
  return {
    ...faceAuthProfile,
    chartVersion: version,
    kubeVersion:  kubeVersion ?? faceAuthProfile.kubeVersion,
    requests:     chartRequests(defaults) ?? faceAuthProfile.requests,
  };
}

/** `resources.requests` of the chart's own values. */
function chartRequests({ resources }: Readonly<Record<string, unknown>>): ReleaseProfile['requests'] | undefined {
  if (!isMap(resources) || !isMap(resources['requests'])) {
    return undefined;
  }

  return resourcesOf(Object.fromEntries(Object.entries(resources['requests']).map(([name, quantity]) => [name, String(quantity)])));
}
