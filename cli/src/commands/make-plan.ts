import {
  type ClusterFacts,
  faceAuthProfile,
  mapFact,
  type Plan,
  type PlacementRequest,
  planPlacement,
  type ReleaseFacts,
} from '@face-auth/placement';
import { type FactSource, type Gathered, gatherFacts } from '../clusters/gather-facts.ts';
import { isUnfinished } from '../helm/helm-releases.ts';
import type { Terminal } from '../output/terminal.ts';
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
    clusters: gathered.clusters.map((cluster) => mended(cluster, request, context.terminal)),
    profile: faceAuthProfile,
    at: context.now(),
    delivery: { kind: 'releases' },
  });
  return { ...gathered, plan };
}

/**
 * A release of ours that was left in the middle of something counts as failed here: `apply` puts it right before it
 * goes on, so that it keeps no cluster from being chosen.
 */
function mended(cluster: ClusterFacts, { spec }: PlacementRequest, terminal: Terminal): ClusterFacts {
  const { name, namespace } = spec.release;
  const isLeft = (release: ReleaseFacts): boolean =>
    release.name === name &&
    release.namespace === namespace &&
    release.chart === faceAuthProfile.chart &&
    isUnfinished(release);
  const left = cluster.releases.known ? cluster.releases.value.find(isLeft) : undefined;
  if (!left) return cluster;
  terminal.say(
    `face-auth: ${cluster.name}: ${namespace}/${name} was left in ${left.status}; apply puts that right first`,
  );
  const releases = mapFact(cluster.releases, (all) =>
    all.map((each) => (each === left ? { ...left, status: 'failed' } : each)),
  );
  return { ...cluster, releases };
}

/** A cluster that could not be asked counts more than one that does not fit: it might have fitted. */
export function exitCodeOf({ plan, unasked }: MadePlan): ExitCode {
  if (unasked.length > 0) return EXIT.notAsked;
  return plan.shortfall || plan.clusters.every(({ chosen }) => !chosen) ? EXIT.tooFewFit : EXIT.placed;
}
