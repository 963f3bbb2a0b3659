import { amountsText } from '../amounts-text.ts';
import type { NodeFacts } from '../facts/cluster-facts.ts';
import type { Resources } from '../resources.ts';
import { fillEvenly } from './fill-evenly.ts';
import { firstObstacle, firstRefusal } from './node-fit.ts';
import { placementState } from './placement-state.ts';
import type { PodShape } from './pod-shape.ts';
import { missingFor, type Need, needsOf, roomFor } from './room.ts';
import { searchPacking } from './search-packing.ts';

import { type TopologyRules, topologyRules } from './topology-rules.ts';

/** Where the pods of a release would go. */
export type PackingResult =
  { readonly fits: true; /** Of each pod, by name. */ readonly nodes: readonly string[] } | Misfit;

export interface Misfit {
  readonly fits: false;
  /** How many of them find a node. */
  readonly placed: number;
  /** Why each node takes no further pod, in the order of the nodes' names. */
  readonly refusals: readonly NodeRefusal[];
}

export interface NodeRefusal {
  readonly node: string;
  /** The scheduler's own kind of reason, for the conformance test. */
  readonly cause: RefusalCause;
  /** A part of a sentence: `node-3 has the taint dedicated=edge:NoSchedule`. */
  readonly reason: string;
  /** With causes `resources` and `too-many-pods`: what is missing. */
  readonly missing?: Resources;
}

export type RefusalCause =
  | 'os'
  | 'architecture'
  | 'cpu-features'
  | 'not-ready'
  | 'cordoned'
  | 'taint'
  | 'node-selector'
  | 'node-affinity'
  | 'pod-affinity'
  | 'pod-anti-affinity'
  | 'spread'
  | 'resources'
  | 'too-many-pods';

/**
 * Puts `count` pods of one shape on the nodes, evenly, by the nodes' names.
 *
 * Never more on a node than there is room for. Where only room counts, a packing is found whenever there is one: all pods
 * need the same, so each node takes as many as it can, whatever the others do. Rules between pods: see `searchPacking`.
 *
 * @param nodes All of them; those whose pods are not known take none.
 */
export function packPods(nodes: readonly NodeFacts[], pod: PodShape, count: number): PackingResult {
  const needs = needsOf(pod.requests);
  const sorted = byName(nodes);
  const rules = topologyRules(sorted, pod);
  if (rules === undefined && count === 1) {
    const first = sorted.find((node) => firstObstacle(node, pod) === undefined && roomFor(node, needs) > 0);
    if (first) return { fits: true, nodes: [first.name] };
  }

  const room = sorted.map((node) => (firstObstacle(node, pod) === undefined ? roomFor(node, needs) : 0));
  const packing = rules ? searchPacking(sorted, room, rules, count) : fillEvenly(room, count);
  if (packing.placed === count) {
    return {
      fits: true,
      nodes: sorted.flatMap(({ name }, index) => Array.from({ length: packing.counts[index] ?? 0 }, () => name)),
    };
  }
  return { fits: false, placed: packing.placed, refusals: refusalsOf(sorted, pod, needs, rules, packing.counts) };
}

function refusalsOf(
  nodes: readonly NodeFacts[],
  pod: PodShape,
  needs: readonly Need[],
  rules: TopologyRules | undefined,
  counts: readonly number[],
): NodeRefusal[] {
  const state = rules && placementState(nodes, rules);
  counts.forEach((pods, index) => {
    for (let put = 0; put < pods; put += 1) state?.put(index);
  });

  return nodes.map((node, index) => {
    const obstacle = firstRefusal(node, pod);
    if (obstacle) return { node: node.name, ...obstacle };

    const missing = missingFor(node, needs, counts[index] ?? 0);
    const names = Object.keys(missing);
    if (names.length > 0) {
      return {
        node: node.name,
        cause: names.length === 1 && names[0] === 'pods' ? 'too-many-pods' : 'resources',
        reason: `${node.name} is short of ${amountsText(missing, 'up')}`,
        missing: { cpu: 0, memory: 0, ...missing },
      };
    }
    const refusal = state?.refusal(index);
    return {
      node: node.name,
      ...(refusal ?? { cause: 'resources', reason: `the pods of ${node.name} are not known` }),
    };
  });
}

function byName(nodes: readonly NodeFacts[]): readonly NodeFacts[] {
  for (let index = 1; index < nodes.length; index += 1) {
    if ((nodes[index - 1]?.name ?? '') > (nodes[index]?.name ?? '')) {
      return [...nodes].sort((a, b) => (a.name < b.name ? -1 : Number(a.name > b.name)));
    }
  }
  return nodes;
}
