import type { RejectReason } from '../login/course.ts';
import { median } from '../login/rest.ts';
import type { ClipResult } from './judge-clip.ts';
import type { EnrolledFrom } from './enrol.ts';

/** What became of the clips of one kind. */
export interface KindReport {
  clips: number;
  accepted: number;
  /** Accepted, or refused only because the face was not the claimed person's. */
  passedChallenge: number;
  reasons: Partial<Record<RejectReason, number>>;
}

export interface ChallengeReport {
  kinds: Record<string, KindReport>;
  /** Genuine clips by a move that was asked: how many were accepted. */
  moves: Record<string, { clips: number; accepted: number }>;
  /** Where the pictures came from that the shown faces were compared with. */
  enrolledFrom: Partial<Record<EnrolledFrom, number>>;
  framesMedian: number;
  /** CPU time of a whole login, engine and course. */
  coreSecondsMedian: number;
}

/** Adds up the results, genuine clips first, then the attacks by name. */
export function challengeReport(results: readonly ClipResult[]): ChallengeReport {
  const genuine = results.filter(({ clip }) => clip.label === 'genuine');
  const attacks = results.filter(({ clip }) => clip.label === 'attack');
  const byKind = (kind: string) => results.filter(({ clip }) => clip.kind === kind);
  const kinds = [...namesOf(genuine), ...namesOf(attacks)];
  const moves = [...new Set(genuine.flatMap(({ asked }) => asked))].sort();
  return {
    kinds: Object.fromEntries(kinds.map((kind) => [kind, kindReport(byKind(kind))])),
    moves: Object.fromEntries(
      moves.map((move) => {
        const asking = genuine.filter(({ asked }) => asked.includes(move));
        return [move, { clips: asking.length, accepted: asking.filter(isAccepted).length }];
      }),
    ),
    enrolledFrom: counted(results.map(({ enrolledFrom }) => enrolledFrom)),
    framesMedian: median(results.map(({ frames }) => frames)),
    coreSecondsMedian: Number(median(results.map(({ coreSeconds }) => coreSeconds)).toFixed(3)),
  };
}

/** The report in words, ready to print. */
export function challengeReportText({
  kinds,
  moves,
  enrolledFrom,
  framesMedian,
  coreSecondsMedian,
}: ChallengeReport): string {
  const kindLines = Object.entries(kinds).map(([kind, { clips, accepted, passedChallenge, reasons }]) => {
    const impostors = passedChallenge > accepted ? ` (the challenge alone: ${passedChallenge})` : '';
    return `${kind.padEnd(16)} ${accepted} of ${clips} accepted${impostors}${listed(reasons, '; refused: ')}`;
  });
  const moveLines = Object.entries(moves).map(
    ([move, { clips, accepted }]) => `${move.padEnd(16)} ${accepted} of ${clips} genuine clips that were asked for it`,
  );
  return [
    ...kindLines,
    '',
    ...moveLines,
    '',
    `Compared with${listed(enrolledFrom, ' ')}.`,
    `A login in the middle: ${framesMedian} pictures, ${coreSecondsMedian} s of one core.`,
    '',
  ].join('\n');
}

function namesOf(results: readonly ClipResult[]): string[] {
  return [...new Set(results.map(({ clip }) => clip.kind))].sort();
}

function kindReport(results: readonly ClipResult[]): KindReport {
  return {
    clips: results.length,
    accepted: results.filter(isAccepted).length,
    passedChallenge: results.filter(({ hasPassedChallenge }) => hasPassedChallenge).length,
    reasons: counted(results.flatMap(({ outcome }) => (outcome === 'accepted' ? [] : [outcome]))),
  };
}

function isAccepted({ outcome }: ClipResult): boolean {
  return outcome === 'accepted';
}

/** How often each name occurs, the most frequent first. */
function counted<Name extends string>(names: readonly Name[]): Partial<Record<Name, number>> {
  const counts = new Map<Name, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return Object.fromEntries([...counts].sort(([, a], [, b]) => b - a)) as Partial<Record<Name, number>>;
}

function listed(counts: Record<string, number | undefined>, lead: string): string {
  const parts = Object.entries(counts).map(([name, count]) => `${count} × ${name}`);
  return parts.length === 0 ? '' : `${lead}${parts.join(', ')}`;
}
