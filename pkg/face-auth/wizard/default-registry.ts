import { getIfThere, type RancherApi } from '../rancher/rancher-api.ts';
import { isMap, type Settings } from './settings.ts';

const SETTING = '/v1/management.cattle.io.settings/system-default-registry';

/** The registry that Rancher's own charts are told to use; empty when there is none, or the user may not know it. */
export async function defaultRegistry(api: RancherApi): Promise<string> {
  try {
    return (await getIfThere<{ value?: string }>(api, SETTING))?.value ?? '';
  } catch {
    return ''; // the chart then takes the image's own name, as without a setting
  }
}

/** The values with Rancher's registry where the chart looks for it. Rancher's own install page does the same. */
export function withDefaultRegistry(settings: Settings, registry: string): Record<string, unknown> {
  const values = { ...settings } as Record<string, unknown>;

  if (registry === '') {
    return values;
  }
  const global = isMap(values['global']) ? values['global'] : {};
  const cattle = isMap(global['cattle']) ? global['cattle'] : {};

  return { ...values, global: { ...global, cattle: { ...cattle, systemDefaultRegistry: registry } } };
}
