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
import { type HelmReleases, isAbandoned, isUnfinished, type ReleaseName } from '../helm/helm-releases.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import type { CommandContext } from './context.ts';

export interface MadePlan extends Gathered {
  readonly plan: Plan;
}

/**
 * Gathers facts and plans. Where no cluster is named, those that the request names are asked.
 *
 * @param takeOver Whether nobody is at a release that is unfinished, however young it is.
 * @throws CommandError
 */
export async function makePlan(
  request: PlacementRequest,
  source: FactSource,
  context: CommandContext,
  takeOver = false,
): Promise<MadePlan> {
  const { selection } = request.spec;
  const isLive = source.facts === undefined && source.sim === undefined;
  const isOpen = source.contexts.length === 0 && !source.allContexts && isLive;
  const contexts = isOpen && selection.mode === 'named' ? selection.clusters : source.contexts;
  const gathered = await gatherFacts({ ...source, contexts }, context);
  const clusters = isLive
    ? await Promise.all(gathered.clusters.map((cluster) => mended(cluster, request, context, takeOver)))
    : gathered.clusters;
  const plan = planPlacement({
    request,
    clusters,
    profile: faceAuthProfile,
    at: context.now(),
    delivery: { kind: 'releases' },
  });
  return { ...gathered, plan };
}

/**
 * A release of ours that was left in the middle of something counts as failed here: `apply` puts it right before it
 * goes on, so that it keeps no cluster from being chosen. One that somebody may be at stays as it is.
 */
async function mended(
  cluster: ClusterFacts,
  { spec }: PlacementRequest,
  { helm, terminal, now }: CommandContext,
  takeOver: boolean,
): Promise<ClusterFacts> {
  const { name, namespace } = spec.release;
  const isUnfinishedOurs = (release: ReleaseFacts): boolean =>
    release.name === name &&
    release.namespace === namespace &&
    release.chart === faceAuthProfile.chart &&
    isUnfinished(release);
  const left = cluster.releases.known ? cluster.releases.value.find(isUnfinishedOurs) : undefined;
  if (!left) return cluster;
  const isLeft = takeOver || (await isAbandonedOn({ context: cluster.id, namespace, name }, await helm(), now()));
  terminal.say(
    `face-auth: ${cluster.name}: ${namespace}/${name} ` +
      (isLeft
        ? `was left in ${left.status}; apply puts that right first`
        : `is ${left.status}: another operation may be at it. When none is, apply --take-over goes on at once`),
  );
  if (!isLeft) return cluster;
  const releases = mapFact(cluster.releases, (all) =>
    all.map((each) => (each === left ? { ...left, status: 'failed' } : each)),
  );
  return { ...cluster, releases };
}

async function isAbandonedOn(release: ReleaseName, helm: HelmReleases, at: number): Promise<boolean> {
  const [newest] = await helm.history(release).catch(() => []);
  return newest !== undefined && isAbandoned(newest, at);
}

/** A cluster that could not be asked counts more than one that does not fit: it might have fitted. */
export function exitCodeOf({ plan, unasked }: MadePlan): ExitCode {
  if (unasked.length > 0) return EXIT.notAsked;
  return plan.shortfall || plan.clusters.every(({ chosen }) => !chosen) ? EXIT.tooFewFit : EXIT.placed;
}
