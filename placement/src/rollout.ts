import { chartValues, variantName } from './objects/chart-values.ts';
import type { ChosenCluster } from './objects/chosen-cluster.ts';
import { hostnameTemplate } from './objects/helm-op.ts';
import type { Ring, Variant } from './plan.ts';
import type { PlannerInput } from './planner-input.ts';
import { ringsOf } from './rings.ts';
import type { RatedCluster } from './selection/selection.ts';
import { variantsOf } from './variants.ts';

/** The chosen clusters in the order in which they get their release. */
export interface Rollout {
  readonly variants: readonly Variant[];
  readonly rings: readonly Ring[];
  /** By id, ring by ring. */
  readonly chosen: ReadonlyMap<string, ChosenCluster>;
}

/** @param chosen The best first. */
export function rolloutOf(chosen: readonly RatedCluster[], { request, delivery }: PlannerInput): Rollout {
  const perCluster = delivery.kind === 'fleet' ? { hostname: hostnameTemplate(request.metadata.name) } : {};
  const valued = chosen.map(({ id, assessment: { candidate } }) => ({
    cluster: id,
    candidate,
    variant: variantName(candidate),
    values: chartValues(candidate),
  }));
  const variants = variantsOf(valued.map((one) => ({ ...one, values: { ...perCluster, ...one.values } })));
  const rings = ringsOf(chosen, request.spec.rings);

  const variantOf = new Map(variants.flatMap(({ name, clusters }) => clusters.map((id) => [id, name])));
  const byId = new Map(valued.map((one) => [one.cluster, one]));
  const ordered = new Map<string, ChosenCluster>();
  for (const ring of rings) {
    for (const id of ring.clusters) {
      const one = byId.get(id);
      if (one) ordered.set(id, { ...one, variant: variantOf.get(id) ?? one.variant, ring: ring.name });
    }
  }
  return { variants, rings, chosen: ordered };
}
