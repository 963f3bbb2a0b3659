import type { Variant } from './plan.ts';

export interface ClusterValues {
  readonly cluster: string;
  /** The variant's name, unless another one with other values has it. */
  readonly variant: string;
  /** Without what is templated from the cluster. */
  readonly values: Readonly<Record<string, unknown>>;
}

/**
 * Groups by equal values. A cluster's variant follows from its own values and never from who else is in it: a cluster that
 * changed its variant because another joined the fleet would be installed anew, and nobody could log in there meanwhile.
 *
 * @param clusters In the order of the plan; so are the variants and the clusters in them.
 */
export function variantsOf(clusters: readonly ClusterValues[]): Variant[] {
  const groups = new Map<string, { name: string; values: ClusterValues['values']; clusters: string[] }>();
  const names = new Map<string, number>();
  for (const { cluster, variant, values } of clusters) {
    const key = JSON.stringify([variant, values]);
    let group = groups.get(key);
    if (group === undefined) {
      const before = names.get(variant) ?? 0;
      names.set(variant, before + 1);
      group = { name: before === 0 ? variant : `${variant}-${before + 1}`, values, clusters: [] };
      groups.set(key, group);
    }
    group.clusters.push(cluster);
  }
  return [...groups.values()];
}
