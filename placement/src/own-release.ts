import type { ClusterFacts, ReleaseFacts } from './facts/cluster-facts.ts';
import type { ReleaseProfile } from './release-profile.ts';
import type { PlacementRequest } from './request/placement-request.ts';

/** The release of the asked name in the asked namespace, whatever chart it is of. */
export function releaseOfThatName({ releases }: ClusterFacts, { spec }: PlacementRequest): ReleaseFacts | undefined {
  if (!releases.known || releases.value.length === 0) return undefined;
  return releases.value.find(
    ({ namespace, name }) => namespace === spec.release.namespace && name === spec.release.name,
  );
}

/** That release, if it is one of ours: an installation becomes an upgrade. */
export function ownRelease(
  cluster: ClusterFacts,
  request: PlacementRequest,
  { chart }: ReleaseProfile,
): ReleaseFacts | undefined {
  const there = releaseOfThatName(cluster, request);
  return there?.chart === chart ? there : undefined;
}

/** Name of the release's objects, as the chart's template `face-auth.fullname` makes it. */
export function objectName(release: string, chart: string): string {
  const name = release.includes(chart) ? release : `${release}-${chart}`;
  return name.slice(0, 53).replace(/-$/, '');
}

/** Labels by which the release's pods are found, as the chart's template `face-auth.selectorLabels` makes them. */
export function selectorLabels(release: string, chart: string): Record<string, string> {
  return {
    'app.kubernetes.io/name': chart,
    'app.kubernetes.io/instance': release,
    'app.kubernetes.io/component': 'server',
  };
}
