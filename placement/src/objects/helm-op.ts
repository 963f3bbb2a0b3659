import type { Variant } from '../plan.ts';
import type { Delivery, PlannerInput } from '../planner-input.ts';
import { placementLabels } from './placement-labels.ts';

/** Label of a HelmOp: name of the request that it was made from, and of the variant. */
export const REQUEST_LABEL = 'face-auth.io/request';
export const VARIANT_LABEL = 'face-auth.io/variant';

/**
 * The HelmOp of one variant. One for all rings, not one each: a cluster that changed its ring, as they do when the fleet
 * grows, would leave one HelmOp for another, be uninstalled and installed anew; nobody could log in there meanwhile.
 *
 * Each ring is a target and a partition by its label; the last of both takes clusters that are labelled with a ring that is
 * not there any more, for Fleet uninstalls what no target means and never reaches what is in no partition. Nothing is in two
 * partitions. What Fleet
 * guarantees so (its rollout.go): upgrades go one cluster at a time, ring after ring, which needs a `maxUnavailable` of 1 both
 * for a partition and for all. Its default is 100 %, 0 would let no upgrade begin, and a first roll-out is not held back.
 *
 * @param ringNames Of all the rings of the request, also those that are empty now.
 */
export function helmOp(
  { name: variant, values }: Variant,
  ringNames: readonly string[],
  { request, profile }: PlannerInput,
  { workspace, repository }: Extract<Delivery, { kind: 'fleet' }>,
): Readonly<Record<string, unknown>> {
  const { release } = request.spec;
  const keys = placementLabels(request.metadata.name);
  const matchLabels = { [keys.variant]: variant };
  const otherRings = [{ key: keys.ring, operator: 'NotIn', values: ringNames }];
  const selectors = [
    ...ringNames.map((ring) => ({
      name: ring,
      clusterSelector: { matchLabels: { ...matchLabels, [keys.ring]: ring } },
    })),
    { name: 'other.rings', clusterSelector: { matchLabels, matchExpressions: otherRings } },
  ];

  return {
    apiVersion: 'fleet.cattle.io/v1alpha1',
    kind: 'HelmOp',
    metadata: {
      name: `${request.metadata.name}-${variant}`,
      namespace: workspace,
      labels: { [REQUEST_LABEL]: request.metadata.name, [VARIANT_LABEL]: variant },
    },
    spec: {
      defaultNamespace: release.namespace,
      namespaceLabels: { 'pod-security.kubernetes.io/enforce': profile.podSecurity },
      helm: {
        releaseName: release.name,
        repo: repository,
        chart: profile.chart,
        version: release.version ?? profile.chartVersion,
        values,
      },
      correctDrift: { enabled: true },
      targets: selectors,
      rolloutStrategy: {
        maxUnavailable: 1,
        partitions: selectors.map((selector) => ({ ...selector, maxUnavailable: 1 })),
      },
    },
  };
}

/** The hostname by its label: it is exactly the one that the plan has checked, whatever the name of the cluster is like. */
export function hostnameTemplate(request: string): string {
  return '${ index .ClusterLabels "' + placementLabels(request).hostname + '" }';
}
