import { HOSTNAME_LABEL } from './labels.ts';
import { selectorLabels } from './own-release.ts';
import type { ReleaseProfile } from './release-profile.ts';
import type { PlacementRequest } from './request/placement-request.ts';
import type { PodAffinityTerm } from './scheduling/pod-affinity.ts';
import type { PodShape } from './scheduling/pod-shape.ts';
import type { Sizing } from './sizing.ts';

/** The pod that the chart will make. With more than one for availability, no two of them on a node: one node may be lost. */
export function podOfRelease({ spec }: PlacementRequest, profile: ReleaseProfile, sizing: Sizing): PodShape {
  const { constraints, release } = spec;
  const labels = selectorLabels(release.name, profile.chart);
  const apart: PodAffinityTerm = { labelSelector: { matchLabels: labels }, topologyKey: HOSTNAME_LABEL };

  return {
    namespace: release.namespace,
    labels: { ...labels, 'app.kubernetes.io/managed-by': 'Helm' },
    requests: sizing.requests,
    architectures: profile.architectures,
    cpuFeatures: profile.stores.find(({ kind }) => kind === sizing.store)?.cpuFeatures ?? {},
    tolerations: constraints.tolerations,
    nodeSelector: constraints.nodeSelector,
    nodeAffinity: constraints.nodeAffinity === undefined ? {} : { requiredTerms: constraints.nodeAffinity },
    podAffinity: constraints.podAffinity,
    podAntiAffinity:
      spec.availability.replicas > 1 ? [...constraints.podAntiAffinity, apart] : constraints.podAntiAffinity,
    spread: [],
  };
}
