import { amountsText } from '../amounts-text.ts';
import { compareText } from '../compare.ts';
import type { NodeFacts } from '../facts/cluster-facts.ts';
import type { Candidate } from '../rule.ts';
import type { Misfit, NodeRefusal } from '../scheduling/pack-pods.ts';
import type { PodShape } from '../scheduling/pod-shape.ts';
import { missingFor, type Need, needsOf } from '../scheduling/room.ts';
import { allOf, cureFor, type NodeCure } from './node-cure.ts';

/** What would let one pod more on each node, where it can be said in data; the easiest first. */
export function roomCures({ nodes = [], pod }: Candidate, { refusals }: Misfit): NodeCure[] {
  const byName = new Map(nodes.map((node) => [node.name, node]));
  const needs = needsOf(pod.requests);
  return refusals
    .flatMap((refusal) => {
      const node = byName.get(refusal.node);
      return (node && cureOf(refusal, node, pod, needs)) ?? [];
    })
    .sort((a, b) => effort(a, needs) - effort(b, needs) || compareText(a.node, b.node));
}

function cureOf(
  { cause, missing }: NodeRefusal,
  node: NodeFacts,
  pod: PodShape,
  needs: readonly Need[],
): NodeCure | undefined {
  if (cause === 'resources' || cause === 'too-many-pods') return missing && freeing(node, missing);

  const cure = cureFor(node, pod);
  if (cure.changes.length === 0) return undefined;
  const lack = missingFor(node, needs, 0);
  if (Object.keys(lack).length === 0) return cure;
  const more = freeing(node, lack);
  return more && { node: node.name, ...allOf([cure, more]) };
}

/** Undefined where the node is too small for it in any case. */
function freeing(node: NodeFacts, missing: Readonly<Record<string, number>>): NodeCure | undefined {
  const resources = Object.fromEntries(Object.entries(missing).filter(([, amount]) => amount > 0));
  const requested = node.requested.known ? node.requested.value : undefined;
  if (!requested || Object.keys(resources).some((name) => (requested[name] ?? 0) < (resources[name] ?? 0))) {
    return undefined;
  }
  return {
    node: node.name,
    text: `free ${amountsText(resources, 'up')} on ${node.name}`,
    by: 'cluster',
    changes: [{ kind: 'free', node: node.name, resources }],
  };
}

/** Other words in the request are least; of room to be made, the share of what a pod needs. */
function effort({ by, changes }: NodeCure, needs: readonly Need[]): number {
  const shares = changes.flatMap((change) =>
    change.kind === 'free' ? needs.map(([name, need]) => (change.resources[name] ?? 0) / need) : [],
  );
  return (by === 'cluster' ? 100 : 0) + changes.length + Math.max(0, ...shares);
}
