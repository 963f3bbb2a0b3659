import type { NodeFacts } from '../facts/cluster-facts.ts';
import type { Resources } from '../resources.ts';

/** One amount that a pod needs. */
export type Need = readonly [resource: string, amount: number];

/** What one pod takes of a node: its requests that are not 0, and its place as one of the `pods`. */
export function needsOf(requests: Resources): Need[] {
  const needs: Need[] = [['pods', 1]];
  for (const name in requests) {
    const amount = requests[name] ?? 0;
    if (name !== 'pods' && amount > 0) needs.push([name, amount]);
  }
  return needs;
}

/** How many such pods the node has room for, all else aside; 0 where its own pods are not known. */
export function roomFor({ allocatable, requested }: NodeFacts, needs: readonly Need[]): number {
  if (!requested.known) return 0;
  let room = Infinity;
  for (const [name, amount] of needs) {
    const free = (allocatable[name] ?? 0) - (requested.value[name] ?? 0);
    room = Math.min(room, Math.floor(free / amount));
  }
  return Math.max(0, room);
}

/** What is missing for one pod more, when `placed` of them are there already; nothing where there is room. */
export function missingFor(node: NodeFacts, needs: readonly Need[], placed: number): Record<string, number> {
  const missing: Record<string, number> = {};
  for (const [name, amount] of needs) {
    const requested = node.requested.known ? (node.requested.value[name] ?? 0) : 0;
    const lack = amount * (placed + 1) - ((node.allocatable[name] ?? 0) - requested);
    if (lack > 0) missing[name] = lack;
  }
  return missing;
}
