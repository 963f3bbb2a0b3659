import type { ClusterFacts, NodeFacts } from './facts/cluster-facts.ts';
import { known } from './facts/fact.ts';
import type { PlannerInput } from './planner-input.ts';
import type { PlacementRequest } from './request/placement-request.ts';
import { minus } from './resources.ts';
import { CORDONED } from './scheduling/node-fit.ts';
import type { Toleration } from './scheduling/toleration.ts';

/** A change to the request, or to one cluster, that a remedy names. `applyChanges` makes it on plain data. */
export type Change =
  /** A field of the request's spec by its path, such as ['availability', 'replicas']. */
  | { readonly kind: 'set-request'; readonly path: readonly string[]; readonly value: unknown }
  | { readonly kind: 'add-toleration'; readonly toleration: Toleration }
  | { readonly kind: 'label-cluster'; readonly key: string; readonly value: string }
  | { readonly kind: 'label-node'; readonly node: string; readonly key: string; readonly value: string }
  | { readonly kind: 'uncordon'; readonly node: string }
  /** So much less requested by the other pods of the node. */
  | { readonly kind: 'free'; readonly node: string; readonly resources: Readonly<Record<string, number>> };

type Spec = PlacementRequest['spec'];

/** The input as it would be with the changes made, all else as it is. Nothing is changed in place. */
export function applyChanges<Input extends Pick<PlannerInput, 'request' | 'clusters'>>(
  input: Input,
  clusterId: string,
  changes: readonly Change[],
): Input {
  const spec = changes.reduce(changeSpec, input.request.spec);
  return {
    ...input,
    request: spec === input.request.spec ? input.request : { ...input.request, spec },
    clusters: input.clusters.map((cluster) =>
      cluster.id === clusterId ? changes.reduce(changeCluster, cluster) : cluster,
    ),
  };
}

function changeSpec(spec: Spec, change: Change): Spec {
  if (change.kind === 'set-request') return setAt(spec, change.path, change.value) as Spec;
  if (change.kind !== 'add-toleration') return spec;
  const tolerations = [...spec.constraints.tolerations, change.toleration] as Spec['constraints']['tolerations'];
  return { ...spec, constraints: { ...spec.constraints, tolerations } };
}

function setAt(target: unknown, [key, ...rest]: readonly string[], value: unknown): unknown {
  if (key === undefined) return value;
  const fields = (target ?? {}) as Record<string, unknown>;
  return { ...fields, [key]: setAt(fields[key], rest, value) };
}

function changeCluster(cluster: ClusterFacts, change: Change): ClusterFacts {
  if (change.kind === 'label-cluster') {
    return { ...cluster, labels: { ...cluster.labels, [change.key]: change.value } };
  }
  if (!('node' in change) || !cluster.nodes.known) return cluster;
  const nodes = cluster.nodes.value.map((node) => (node.name === change.node ? changeNode(node, change) : node));
  return { ...cluster, nodes: known(nodes) };
}

function changeNode(node: NodeFacts, change: Extract<Change, { readonly node: string }>): NodeFacts {
  switch (change.kind) {
    case 'label-node':
      return { ...node, labels: { ...node.labels, [change.key]: change.value } };
    case 'uncordon':
      return { ...node, schedulable: true, taints: node.taints.filter(({ key }) => key !== CORDONED.key) };
    case 'free':
      return node.requested.known
        ? { ...node, requested: known(minus(node.requested.value, { cpu: 0, memory: 0, ...change.resources })) }
        : node;
  }
}
