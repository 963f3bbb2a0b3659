import type { PackingResult } from '../../placement/src/scheduling/pack-pods.ts';
import type { SchedulerAnswer } from './cluster.ts';
import { KINDS, type RefusalKind, schedulerKinds } from './refusal-kinds.ts';

/**
 * `greedy`: a packing exists, and the scheduler, which puts one pod after the other and never looks ahead, has not found it.
 * `scheduler-refuses`, `scheduler-places`: they differ in whether the pods fit. `other-reason`: in why not.
 */
export interface Difference {
  readonly kind: 'greedy' | 'scheduler-refuses' | 'scheduler-places' | 'other-reason';
  readonly text: string;
}

/**
 * Undefined where planner and scheduler agree: on whether all pods get a node; where not, on why each node takes no further one.
 *
 * @param refusals what the planner says of each node with the pods on it that the scheduler has put there
 */
export function difference(
  planner: PackingResult,
  scheduler: SchedulerAnswer,
  refusals: readonly RefusalKind[] | 'it takes one more',
): Difference | undefined {
  const message = scheduler.pending.at(-1);
  const placed = scheduler.nodes.join(', ') || 'none';
  if (message === undefined) {
    if (planner.fits) return undefined;
    const reasons = planner.refusals.map(({ reason }) => reason).join('; ');
    return { kind: 'scheduler-places', text: `the scheduler put them on ${placed}; the plan says: ${reasons}` };
  }
  const ofPlanner = typeof refusals === 'string' ? refusals : counted(countOf(refusals));
  const ofScheduler = counted(schedulerKinds(message));
  const text = `after pods on ${placed} the plan says ${ofPlanner}, the scheduler ${ofScheduler}: ${message}`;
  if (planner.fits) return { kind: scheduler.nodes.length > 0 ? 'greedy' : 'scheduler-refuses', text };
  return ofPlanner === ofScheduler ? undefined : { kind: 'other-reason', text };
}

function countOf(kinds: readonly RefusalKind[]): Map<RefusalKind, number> {
  return new Map(KINDS.map((kind) => [kind, kinds.filter((one) => one === kind).length]));
}

/** Such as `2 taint, room`: of room only that there is too little, for the scheduler counts a node once for each thing that is short. */
function counted(kinds: ReadonlyMap<RefusalKind, number>): string {
  return KINDS.filter((kind) => (kinds.get(kind) ?? 0) > 0)
    .map((kind) => (kind === 'room' ? kind : `${kinds.get(kind)} ${kind}`))
    .join(', ');
}
