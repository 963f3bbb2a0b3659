import { ageText } from './age-text.ts';
import { obstacleOf } from './assess-cluster.ts';
import { leftBehind } from './objects/left-behind.ts';
import { LONGEST_LABEL } from './objects/placement-labels.ts';
import { ownRelease } from './own-release.ts';
import type { PlannerInput } from './planner-input.ts';
import type { RatedCluster, Selection } from './selection/selection.ts';

/** Facts older than this are said to be old. */
const OLD_MS = 15 * 60_000;

/** What a person should know before the plan is carried out, each a sentence without the full stop. */
export function warningsOf(
  ranked: readonly RatedCluster[],
  { chosen }: Selection,
  input: PlannerInput,
): readonly string[] {
  return [
    ...oldFacts(chosen, input),
    ...certificate(chosen, input),
    ...broughtAlong(chosen, input),
    ...unjudged(ranked, input),
    ...sameNames(ranked),
    ...ringNames(chosen, input),
    ...(input.delivery.kind === 'fleet'
      ? fleetWarnings(ranked, chosen, input)
      : releaseWarnings(ranked, chosen, input)),
  ];
}

function oldFacts(chosen: readonly RatedCluster[], { at }: PlannerInput): string[] {
  const ages = chosen
    .map(({ name, assessment }) => ({ name, age: at - assessment.candidate.cluster.readAt }))
    .filter(({ age }) => age > OLD_MS);
  if (ages.length === 0) return [];
  const oldest = ageText(Math.max(...ages.map(({ age }) => age)));
  return [
    `the facts of ${listText(ages.map(({ name }) => name))} are up to ${oldest} old: read them again before installing`,
  ];
}

function certificate(chosen: readonly RatedCluster[], { request }: PlannerInput): string[] {
  if (chosen.length === 0 || request.spec.tls.source !== 'self-signed') return [];
  return ['browsers warn of the self-signed certificate, and give no camera until each person has accepted it'];
}

/** What has to be there before and is in no facts: the verdicts take it for granted. */
function broughtAlong(chosen: readonly RatedCluster[], { request: { spec } }: PlannerInput): string[] {
  const { existingClaim } = spec.store;
  const { existingSecret } = spec.values;
  const named = [
    ...(spec.tls.source === 'secret' ? [`the Secret ${spec.tls.secretName}`] : []),
    ...(existingClaim !== '' ? [`the volume claim ${existingClaim}`] : []),
    ...(typeof existingSecret === 'string' && existingSecret !== '' ? [`the Secret ${existingSecret}`] : []),
  ];
  if (chosen.length === 0 || named.length === 0) return [];
  return [`nobody has looked whether these are in the namespace ${spec.release.namespace}: ${named.join(', ')}`];
}

/** Who is named is spoken of in the shortfall. */
function unjudged(ranked: readonly RatedCluster[], { request }: PlannerInput): string[] {
  if (request.spec.selection.mode === 'named') return [];
  const unknown = ranked.filter(({ assessment }) => assessment.standing === 'unknown');
  if (unknown.length === 0) return [];
  const names = listText(unknown.map(({ name, assessment }) => `${name} (${obstacleOf(assessment)?.reason})`));
  return [`not everything could be read, so that these were passed over: ${names}`];
}

function sameNames(ranked: readonly RatedCluster[]): string[] {
  const seen = new Set<string>();
  const twice = new Set<string>();
  for (const { name } of ranked) (seen.has(name) ? twice : seen).add(name);
  return [...twice].sort().map((name) => `several clusters are called ${name}: only their ids tell them apart`);
}

function ringNames(chosen: readonly RatedCluster[], { request }: PlannerInput): string[] {
  const there = new Set(chosen.flatMap(({ id, name }) => [id, name]));
  return request.spec.rings.flatMap(({ name, clusters = [] }) =>
    clusters
      .filter((cluster) => !there.has(cluster))
      .map((cluster) => `ring ${name} names ${cluster}, which is not chosen`),
  );
}

/** Only where all that fit or the best are asked for: who names some clusters says nothing about the others. */
function releaseWarnings(
  ranked: readonly RatedCluster[],
  chosen: readonly RatedCluster[],
  input: PlannerInput,
): string[] {
  const { request, profile } = input;
  if (request.spec.selection.mode === 'named') return [];
  const isChosen = new Set(chosen.map(({ id }) => id));
  const left = ranked.filter(
    ({ id, assessment }) =>
      !isChosen.has(id) && ownRelease(assessment.candidate.cluster, request, profile) !== undefined,
  );
  if (left.length === 0) return [];
  const names = listText(left.map(({ name }) => name));
  return [
    `${names}: not chosen, but ${request.spec.release.name} is there and stays; once it is removed, ${afterwards(left)}`,
  ];
}

function fleetWarnings(
  ranked: readonly RatedCluster[],
  chosen: readonly RatedCluster[],
  { request }: PlannerInput,
): string[] {
  const { leaving, staying } = leftBehind(ranked, new Set(chosen.map(({ id }) => id)), request);
  const gone = new Set(leaving.map(({ id }) => id));
  const tooLong = chosen.filter(({ assessment }) => (assessment.candidate.hostname ?? '').length > LONGEST_LABEL);
  return [
    ...(chosen.length > 1
      ? [
          'Fleet upgrades one cluster at a time, ring after ring, and waits for one that is offline; a first installation begins wherever the labels are, so set them ring by ring',
        ]
      : []),
    ...tooLong.map(
      ({ name }) =>
        `the hostname of ${name} has more than ${LONGEST_LABEL} characters, which no label can carry: choose a shorter one`,
    ),
    ...(leaving.length > 0
      ? [
          `${listText(leaving.map(({ name }) => name))}: left out now; taking the labels away removes the release, so that ${afterwards(ranked.filter(({ id }) => gone.has(id)))}`,
        ]
      : []),
    ...(staying.length > 0
      ? [
          `${listText(staying.map(({ name }) => name))}: not chosen now, but keeps the release until its labels are taken away`,
        ]
      : []),
  ];
}

/** The chart keeps its Secret and its volume through an uninstall. */
function afterwards(clusters: readonly RatedCluster[]): string {
  const keepsOwn = clusters.some(({ assessment }) => assessment.candidate.sizing.store !== 'mongodb-external');
  const nobody = 'nobody can log in there until it is installed again';
  return keepsOwn ? `${nobody}; the key and the stored people stay on the cluster` : nobody;
}

/** At most five by name. */
function listText(names: readonly string[]): string {
  const shown = names.slice(0, 5).join(', ');
  return names.length > 5 ? `${shown} and ${names.length - 5} more` : shown;
}
