import type { ClusterFacts, NodeFacts } from './facts/cluster-facts.ts';
import { known } from './facts/fact.ts';
import { fleetHostnames } from './fleet-hostnames.ts';
import { hostnameOf } from './hostname.ts';
import { ownRelease } from './own-release.ts';
import type { PlannerInput } from './planner-input.ts';
import { podOfRelease } from './pod-of-release.ts';
import { minus, type Resources } from './resources.ts';
import type { Candidate } from './rule.ts';
import { type PackingResult, packPods } from './scheduling/pack-pods.ts';
import type { PodShape } from './scheduling/pod-shape.ts';
import { sizeRelease } from './sizing.ts';

/** What the rules look at, for each cluster in the order of the input. */
export function candidatesOf({ clusters, request, profile, at }: PlannerInput): Candidate[] {
  const sizing = sizeRelease(request, profile);
  const pod = podOfRelease(request, profile, sizing);
  const rivalsOf = fleetHostnames(clusters, request);

  return clusters.map((cluster) => {
    const hostname = hostnameOf(request.spec.hostname, cluster);
    const rivals = rivalsOf(cluster);
    const nodes = nodesFor(cluster, pod, ownRelease(cluster, request, profile) !== undefined);
    return {
      cluster,
      request,
      profile,
      hostname,
      sizing,
      pod,
      nodes,
      packing: nodes && pack(nodes, pod, sizing.replicas),
      hostnameRivals: hostname === undefined ? [] : rivals(hostname),
      rivalsOf: rivals,
      at,
    };
  });
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
