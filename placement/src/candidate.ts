import type { ClusterFacts, NodeFacts } from './facts/cluster-facts.ts';
import { known } from './facts/fact.ts';
import { fleetHostnames } from './fleet-hostnames.ts';
import { hostnameOf } from './hostname.ts';
import { ownRelease } from './own-release.ts';
import type { PlannerInput } from './planner-input.ts';
import { podOfRelease } from './pod-of-release.ts';
import { applyChanges, type Change } from './remedy.ts';
import { minus, type Resources } from './resources.ts';
import type { Candidate } from './rule.ts';
import { type PackingResult, packPods } from './scheduling/pack-pods.ts';
import type { PodShape } from './scheduling/pod-shape.ts';
import { sizeRelease } from './sizing.ts';

type Given = Pick<PlannerInput, 'request' | 'profile'>;

/** What the rules look at, for each cluster in the order of the input. */
export function candidatesOf({ clusters, request, profile, at }: PlannerInput): Candidate[] {
  const release = releaseFor({ request, profile });
  const rivalsOf = fleetHostnames(clusters, request);

  return clusters.map((cluster) => {
    const hostname = hostnameOf(request.spec.hostname, cluster);
    const rivals = rivalsOf(cluster);
    return {
      cluster,
      request,
      profile,
      hostname,
      ...release,
      ...packed(cluster, release, { request, profile }),
      hostnameRivals: hostname === undefined ? [] : rivals(hostname),
      rivalsOf: rivals,
      at,
    };
  });
}

/** The candidate as it would be with the changes made to its cluster and the request; its hostname stays what it was. */
export function withChanges(candidate: Candidate, changes: readonly Change[]): Candidate {
  const { profile } = candidate;
  const { request, clusters } = applyChanges(
    { request: candidate.request, clusters: [candidate.cluster] },
    candidate.cluster.id,
    changes,
  );
  const cluster = clusters[0] ?? candidate.cluster;
  const release = request === candidate.request ? candidate : releaseFor({ request, profile });
  return {
    ...candidate,
    cluster,
    request,
    sizing: release.sizing,
    pod: release.pod,
    ...packed(cluster, release, { request, profile }),
  };
}

function releaseFor({ request, profile }: Given): Pick<Candidate, 'sizing' | 'pod'> {
  const sizing = sizeRelease(request, profile);
  return { sizing, pod: podOfRelease(request, profile, sizing) };
}

function packed(
  cluster: ClusterFacts,
  { sizing, pod }: Pick<Candidate, 'sizing' | 'pod'>,
  { request, profile }: Given,
): Pick<Candidate, 'nodes' | 'packing'> {
  const nodes = nodesFor(cluster, pod, ownRelease(cluster, request, profile) !== undefined);
  return { nodes, packing: nodes && pack(nodes, pod, sizing.replicas) };
}

function pack(nodes: readonly NodeFacts[], pod: PodShape, count: number): PackingResult | undefined {
  for (const { requested, pods } of nodes) if (!requested.known || !pods.known) return undefined;
  return packPods(nodes, pod, count);
}

/** The nodes as the scheduler will find them: the chart stops the pods of the earlier version before it starts new ones. */
function nodesFor({ nodes }: ClusterFacts, pod: PodShape, upgrade: boolean): readonly NodeFacts[] | undefined {
  if (!nodes.known) return undefined;
  return upgrade ? nodes.value.map((node) => withoutOwnPods(node, pod)) : nodes.value;
}

function withoutOwnPods(node: NodeFacts, pod: PodShape): NodeFacts {
  if (!node.pods.known || !node.requested.known) return node;

  let requested: Resources = node.requested.value;
  const others = node.pods.value.filter((other) => {
    const isOwn =
      other.requests !== undefined &&
      other.namespace === pod.namespace &&
      other.labels['app.kubernetes.io/instance'] === pod.labels['app.kubernetes.io/instance'];
    if (!isOwn) return true;
    for (let gone = 0; gone < (other.count ?? 1); gone += 1) requested = minus(requested, other.requests);
    return false;
  });
  return { ...node, requested: known(requested), pods: known(others) };
}
