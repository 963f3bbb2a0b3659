import { compareText } from '../compare.ts';
import type { ClusterFacts } from '../facts/cluster-facts.ts';
import type { PlannedObject, Variant } from '../plan.ts';
import type { Delivery, PlannerInput } from '../planner-input.ts';
import type { ChosenCluster } from './chosen-cluster.ts';
import { differences } from './diff.ts';
import { helmOp, REQUEST_LABEL, VARIANT_LABEL } from './helm-op.ts';
import { isTree } from './merged.ts';
import { placementLabels } from './placement-labels.ts';

type FleetDelivery = Extract<Delivery, { kind: 'fleet' }>;
type Tree = Readonly<Record<string, unknown>>;

/** What is to become of the clusters that carry labels of the request. */
export interface FleetWish {
  /** In the order of the rollout. */
  readonly chosen: readonly ChosenCluster[];
  readonly variants: readonly Variant[];
  readonly ringNames: readonly string[];
  /** Labelled clusters that the selection has left out, by id. Every other labelled one stays as it is. */
  readonly leaving: readonly ClusterFacts[];
  readonly staying: readonly ClusterFacts[];
}

/**
 * HelmOps first, then the labels that bring clusters to them, ring by ring, then what is to go. Fleet installs on a cluster
 * when it gets its labels: whoever carries the plan out holds a ring back by waiting with its labels.
 */
export function fleetObjects(wish: FleetWish, input: PlannerInput, delivery: FleetDelivery): PlannedObject[] {
  const { name } = input.request.metadata;
  const wanted = wish.variants.map((variant) => helmOp(variant, wish.ringNames, input, delivery));
  const needed = new Set([
    ...wish.variants.map((variant) => variant.name),
    ...wish.staying.map(({ labels }) => labels[placementLabels(name).variant]),
  ]);
  const gone = delivery.helmOps.filter((there) => {
    const labels = metadataOf(there).labels ?? {};
    return labels[REQUEST_LABEL] === name && !needed.has(labels[VARIANT_LABEL]);
  });
  return [
    ...wanted.map((after) => helmOpChange(after, delivery)),
    ...wish.chosen.map((cluster) => labelChange(cluster, name)),
    ...wish.leaving.map((cluster) => labelDeletion(cluster, name)),
    ...gone.map((there) => helmOpDeletion(there, delivery)).sort((a, b) => compareText(a.name, b.name)),
  ];
}

function helmOpChange(after: Tree, { workspace, helmOps }: FleetDelivery): PlannedObject {
  const { name = '' } = metadataOf(after);
  const object = { kind: 'HelmOp' as const, namespace: workspace, name, after };
  const there = helmOps.find((helmOp) => metadataOf(helmOp).name === name);
  if (there === undefined) return { change: 'create', ...object };

  const before = cutTo(there, after) as Tree;
  return { change: differences(before, after).length === 0 ? 'none' : 'update', ...object, before };
}

function helmOpDeletion(there: Tree, { workspace }: FleetDelivery): PlannedObject {
  const { name = '' } = metadataOf(there);
  return { change: 'delete', kind: 'HelmOp', namespace: workspace, name, before: there };
}

function labelChange({ candidate, variant, ring }: ChosenCluster, request: string): PlannedObject {
  const { cluster, hostname = '' } = candidate;
  const keys = placementLabels(request);
  const after = { labels: { [keys.variant]: variant, [keys.ring]: ring, [keys.hostname]: hostname } };
  const before = { labels: labelsThere(cluster, request) };
  const object = { kind: 'ClusterLabel' as const, namespace: '', name: cluster.id, after };
  if (Object.keys(before.labels).length === 0) return { change: 'create', ...object };
  return { change: differences(before, after).length === 0 ? 'none' : 'update', ...object, before };
}

function labelDeletion(cluster: ClusterFacts, request: string): PlannedObject {
  const before = { labels: labelsThere(cluster, request) };
  return { change: 'delete', kind: 'ClusterLabel', namespace: '', name: cluster.id, before };
}

function labelsThere({ labels }: ClusterFacts, request: string): Readonly<Record<string, string>> {
  const keys = Object.values(placementLabels(request));
  return Object.fromEntries(Object.entries(labels).filter(([key]) => keys.includes(key)));
}

function metadataOf(object: Tree): { readonly name?: string; readonly labels?: Readonly<Record<string, string>> } {
  return object['metadata'] ?? {};
}

/**
 * What is there of the fields that ours sets: Kubernetes and Fleet put in others, which are theirs. Values, targets and
 * partitions are ours as a whole, so that what was added to them by hand shows.
 */
function cutTo(there: unknown, ours: unknown): unknown {
  if (!isTree(there) || !isTree(ours)) return there;
  const fields = Object.keys(ours).filter((key) => key in there);
  return Object.fromEntries(fields.map((key) => [key, key === 'values' ? there[key] : cutTo(there[key], ours[key])]));
}
