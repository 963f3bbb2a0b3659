import type { Move } from '../../backend/src/login/moves.ts';
import type { Clip } from './clip.ts';

/** A stretch of a recording, in seconds from the start of its pictures; played backwards when `to` lies before `from`. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** Which stretches of a recording show what. Each move begins and ends with the face at rest, near where `rest` has it. */
export interface Script {
  readonly rest: Stretch;
  /** Longer, with the small motions of a face that is asked for nothing. */
  readonly idle: Stretch;
  readonly moves: Readonly<Partial<Record<Move, readonly Stretch[]>>>;
}

/** The face at rest before the first move, between two, and after the last, in seconds. */
export interface Pauses {
  readonly lead: number;
  readonly gap: number;
  readonly tail: number;
}

/** Long enough at the end that the clip does not start again within a login of 20 s. */
export const PAUSES: Pauses = { lead: 2.5, gap: 1, tail: 14 };

/**
 * A clip of the moves in the order given, cut from one recording: hard cuts between pictures of the face at rest, none
 * mixed.
 *
 * @throws Error when the recording does not show a move.
 */
export function cutClip(recording: Clip, script: Script, moves: readonly Move[], pauses: Pauses = PAUSES): Clip {
  const { fps } = recording;
  const rest = stretch(recording, script.rest);
  const pause = (seconds: number): Uint8Array[] => swing(rest, Math.round(seconds * fps));

  const frames = moves.flatMap((move, index) => {
    const shown = script.moves[move];
    if (!shown) throw new Error(`This recording does not show "${move}"`);
    return [...pause(index === 0 ? pauses.lead : pauses.gap), ...shown.flatMap((part) => stretch(recording, part))];
  });
  return { frames: [...frames, ...pause(pauses.tail)], fps };
}

/** One picture that never changes. */
export function frozenClip(frame: Uint8Array, seconds: number, fps = 10): Clip {
  return { frames: Array.from({ length: Math.round(seconds * fps) }, () => frame), fps };
}

export function stretch({ frames, fps }: Clip, { from, to }: Stretch): Uint8Array[] {
  const [first, last] = [Math.round(from * fps), Math.round(to * fps)];
  return first <= last ? frames.slice(first, last) : frames.slice(last, first).reverse();
}

/** So many pictures of a stretch, played to its end and back again: the face never jumps. */
export function swing(frames: readonly Uint8Array[], count: number): Uint8Array[] {
  const last = frames.length - 1;
  return Array.from({ length: count }, (_, index) => {
    const at = last > 0 ? index % (2 * last) : 0;
    return frames[at <= last ? at : 2 * last - at] as Uint8Array;
  });
}
