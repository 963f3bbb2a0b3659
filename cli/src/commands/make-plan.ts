import { faceAuthProfile, type Plan, type PlacementRequest, planPlacement } from '@face-auth/placement';
import { type FactSource, type Gathered, gatherFacts } from '../clusters/gather-facts.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import type { CommandContext } from './context.ts';

export interface MadePlan extends Gathered {
  readonly plan: Plan;
}

/** Gathers facts and plans. Where no cluster is named, those that the request names are asked. @throws CommandError */
export async function makePlan(
  request: PlacementRequest,
  source: FactSource,
  context: CommandContext,
): Promise<MadePlan> {
  const { selection } = request.spec;
  const isOpen =
    source.contexts.length === 0 && !source.allContexts && source.facts === undefined && source.sim === undefined;
  const contexts = isOpen && selection.mode === 'named' ? selection.clusters : source.contexts;
  const gathered = await gatherFacts({ ...source, contexts }, context);
  const plan = planPlacement({
    request,
    clusters: gathered.clusters,
    profile: faceAuthProfile,
    at: context.now(),
    delivery: { kind: 'releases' },
  });
  return { ...gathered, plan };
}

/** A cluster that could not be asked counts more than one that does not fit: it might have fitted. */
export function exitCodeOf({ plan, unasked }: MadePlan): ExitCode {
  if (unasked.length > 0) return EXIT.notAsked;
  return plan.shortfall || plan.clusters.every(({ chosen }) => !chosen) ? EXIT.tooFewFit : EXIT.placed;
}
