import type { ClusterFacts, Fact } from '@face-auth/placement';
import { completeSettings, type Settings } from './settings.ts';

/**
 * The chart's defaults, made to suit a cluster: where no class is the default and there is only one, that one is meant.
 *
 * @param defaults The chart's values; not changed.
 */
export function settingsForCluster(defaults: Readonly<Record<string, unknown>>, facts: ClusterFacts): Settings {
  const settings = completeSettings(structuredClone(defaults) as Record<string, unknown>);

  settings.ingress.className ||= onlyClass(facts.ingressClasses);
  settings.persistence.storageClass ||= onlyClass(facts.storageClasses);

  return settings;
}

function onlyClass(classes: Fact<readonly { readonly name: string; readonly isDefault: boolean }[]>): string {
  if (!classes.known || classes.value.length !== 1 || classes.value[0]?.isDefault) {
    return '';
  }

  return classes.value[0]?.name ?? '';
}
