import { amountsText } from '../amounts-text.ts';
import { withChanges } from '../candidate.ts';
import { compareText } from '../compare.ts';
import type { NodeFacts } from '../facts/cluster-facts.ts';
import type { Change } from '../remedy.ts';
import type { Candidate } from '../rule.ts';
import type { PackingResult } from '../scheduling/pack-pods.ts';
import { missingFor, needsOf } from '../scheduling/room.ts';
import { pods } from '../sizing.ts';
import type { Remedy } from '../verdict.ts';
import { cureFor, type NodeCure } from './node-cure.ts';

/** Cures tried before the search gives up: each is a packing of its own, and what needs more of them is no easy remedy. */
const TRIES = 8;

type Misfit = PackingResult & { readonly fits: false };

/**
 * What would make all pods fit. In this order: more tolerated, fewer pods, room made on nodes. Changes are named only if a
 * packing with them made has shown that they are enough.
 */
export function roomRemedy(candidate: Candidate, packing: Misfit): Remedy {
  return (
    byCures(candidate, packing, ({ by }) => by === 'request') ??
    fewerPods(candidate) ??
    byCures(candidate, packing, () => true) ?? {
      text: 'free some room there, or add a node',
      by: 'cluster',
      changes: [],
    }
  );
}

/** One node after the other is cured, the easiest first, as long as each cure lets one pod more find a node. */
function byCures(candidate: Candidate, packing: Misfit, isWanted: (cure: NodeCure) => boolean): Remedy | undefined {
  const taken: NodeCure[] = [];
  const useless = new Set<string>();
  let current: Candidate = candidate;
  let misfit = packing;

  for (let tries = 0; tries < TRIES; tries += 1) {
    const [cure] = curesOf(current, misfit).filter((each) => isWanted(each) && !useless.has(each.node));
    if (!cure) return undefined;

    const next = withChanges(current, cure.changes);
    if (next.packing === undefined) return undefined;
    if (next.packing.fits) return allOf([...taken, cure]);
    if (next.packing.placed > misfit.placed) {
      taken.push(cure);
      current = next;
      misfit = next.packing;
      useless.clear();
    } else useless.add(cure.node);
  }
  return undefined;
}

/** What would let one pod more on each node, where it can be said in data; the easiest first. */
function curesOf({ nodes = [], pod }: Candidate, { refusals }: Misfit): NodeCure[] {
  const byName = new Map(nodes.map((node) => [node.name, node]));
  const needs = needsOf(pod.requests);

  return refusals
    .flatMap(({ node: name, cause, missing }) => {
      const node = byName.get(name);
      if (!node) return [];
      if (cause === 'resources' || cause === 'too-many-pods') return missing ? (freeing(node, missing) ?? []) : [];

      const cure = cureFor(node, pod);
      if (cure.changes.length === 0) return [];
      const lack = missingFor(node, needs, 0);
      if (Object.keys(lack).length === 0) return [cure];
      const more = freeing(node, lack);
      return more ? [{ node: name, ...allOf([cure, more]) }] : [];
    })
    .sort((a, b) => effort(a) - effort(b) || compareText(a.node, b.node));

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
  function effort({ by, changes }: NodeCure): number {
    const amounts = changes.flatMap((change) =>
      change.kind === 'free' ? needs.map(([name, need]) => (change.resources[name] ?? 0) / need) : [],
    );
    return (by === 'cluster' ? 100 : 0) + changes.length + Math.max(0, ...amounts);
  }
}

function allOf(cures: readonly NodeCure[]): Remedy {
  return {
    text: cures.map(({ text }) => text).join(', and '),
    by: cures.some(({ by }) => by === 'cluster') ? 'cluster' : 'request',
    changes: cures.flatMap(({ changes }) => changes),
  };
}

function fewerPods(candidate: Candidate): Remedy | undefined {
  for (let replicas = candidate.request.spec.availability.replicas - 1; replicas >= 1; replicas -= 1) {
    const changes: Change[] = [{ kind: 'set-request', path: ['availability', 'replicas'], value: replicas }];
    const { packing, sizing } = withChanges(candidate, changes);
    if (packing?.fits) return { text: `ask for ${pods(sizing.replicas)}`, by: 'request', changes };
  }
  return undefined;
}
