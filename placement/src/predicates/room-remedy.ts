import { withChanges } from '../candidate.ts';
import type { Change } from '../remedy.ts';
import type { Candidate } from '../rule.ts';
import type { Misfit } from '../scheduling/pack-pods.ts';
import { pods } from '../sizing.ts';
import type { Remedy } from '../verdict.ts';
import { allOf, type NodeCure } from './node-cure.ts';
import { roomCures } from './room-cures.ts';

/** Cures tried before the search gives up: each is a packing of its own, and what needs more of them is no easy remedy. */
const TRIES = 8;

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
    const [cure] = roomCures(current, misfit).filter((each) => isWanted(each) && !useless.has(each.node));
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

function fewerPods(candidate: Candidate): Remedy | undefined {
  for (let replicas = candidate.request.spec.availability.replicas - 1; replicas >= 1; replicas -= 1) {
    const changes: Change[] = [{ kind: 'set-request', path: ['availability', 'replicas'], value: replicas }];
    const { packing, sizing } = withChanges(candidate, changes);
    if (packing?.fits) return { text: `ask for ${pods(sizing.replicas)}`, by: 'request', changes };
  }
  return undefined;
}
