import { isHeadMove, type Move } from './moves.ts';
import { median, type Change } from './rest.ts';

/**
 * The limits of the moves, against the person's own rest. Where they come from, and how many degrees they ask for:
 * docs/challenge.md. A casual turn or nod reads .15–.25, talk and laughter stay below .4 of the mouth.
 */
export const LIMITS = {
  /** Change of yaw or pitch, rad as the mesh reads it. */
  turn: 0.15,
  /** Share of depth's part (about the sine of the turn) in the asked direction; flat or bent pictures reach .16. */
  depth: 0.18,
  /** Least share of the whole change that depth must explain. */
  explained: 0.2,
  /** Distinct frames that must show turn and depth: one alone may be a bad mesh. */
  headFrames: 3,
  /** Within which they must come. */
  headMs: 2_000,
  mouth: 0.5,
  mouthChange: 0.2,
  mouthFrames: 2,
  /** Of the own open eye. */
  shutEye: 0.65,
  openEye: 0.8,
  /** With more time between two frames (fewer than 15 a second) a blink may be a single frame long. */
  fewFramesMs: 70,
  openEyeMs: 1_000,
  blinkMs: 2_000,
  /** A turned or nodding head reads other lids and lips: those moves count only this near to the rest. */
  still: 0.2,
} as const;

export interface WatchStep {
  /** How much of the move was seen, 0..1; 1 only when it was seen whole. */
  readonly share: number;
  readonly isSeen: boolean;
  /** The next frame may complete it. */
  readonly isNearlySeen: boolean;
  /** The reading is there, but what shows depth is not. */
  readonly needsMore: boolean;
}

/** Watches for one move. Call it with distinct frames only. */
export interface MoveWatch {
  observe(at: number, change: Change): WatchStep;
}

export function watchMove(move: Move): MoveWatch {
  if (isHeadMove(move)) return watchHead(move);
  return move === 'blink' ? watchBlink() : watchMouth();
}

/** How far the head is in the direction of a move (1: at the limit of `LIMITS.turn`), and what depth says of it. */
export function headAmount(
  move: Move,
  { yaw, pitch, depth }: Change,
): { readonly turn: number; readonly depth: number } {
  switch (move) {
    case 'turn-left':
      return { turn: -yaw / LIMITS.turn, depth: -depth.across / LIMITS.depth };
    case 'turn-right':
      return { turn: yaw / LIMITS.turn, depth: depth.across / LIMITS.depth };
    case 'look-up':
      return { turn: -pitch / LIMITS.turn, depth: depth.along / LIMITS.depth };
    case 'look-down':
      return { turn: pitch / LIMITS.turn, depth: -depth.along / LIMITS.depth };
    case 'blink':
    case 'open-mouth':
      return { turn: 0, depth: 0 };
  }
}

/** Three frames within a moment that show turn and depth, of a head that was not yet turned when the move was asked. */
function watchHead(move: Move): MoveWatch {
  let shownAt: readonly number[] = [];
  let furthest = 0;
  let hasBegun = false;
  return {
    observe(at, change) {
      const amount = headAmount(move, change);
      const isTurned = amount.turn >= 1;
      const isDeep = amount.depth >= 1 && change.depth.explained >= LIMITS.explained;
      hasBegun ||= !isTurned;
      shownAt = shownAt.filter((time) => at - time <= LIMITS.headMs);
      if (hasBegun && isTurned && isDeep) shownAt = [...shownAt, at];
      furthest = Math.max(furthest, Math.min(1, amount.turn));
      const isSeen = shownAt.length >= LIMITS.headFrames;
      return {
        share: isSeen ? 1 : 0.5 * furthest + (0.4 * shownAt.length) / LIMITS.headFrames,
        isSeen,
        isNearlySeen: shownAt.length === LIMITS.headFrames - 1,
        needsMore: isTurned && !isSeen,
      };
    },
  };
}

function watchMouth(): MoveWatch {
  let frames = 0;
  let wasClosed = false;
  return {
    observe(_, change) {
      const isOpen = isMouthOpen(change) && isStill(change);
      wasClosed ||= !isMouthOpen(change);
      frames = isOpen && wasClosed ? frames + 1 : 0;
      const isSeen = frames >= LIMITS.mouthFrames;
      return {
        share: isSeen ? 1 : 0.5 * frames,
        isSeen,
        isNearlySeen: frames === LIMITS.mouthFrames - 1,
        needsMore: false,
      };
    },
  };
}

/**
 * Open, shut and open again: eyes that only narrow, or look down, do not open again with the head still. People open their eyes
 * wider at one time than at another, so the open eye is that of the last second, if it was wider than at rest.
 *
 * Two frames must show the lids on their way: one shut, another at least half shut. A natural blink is shorter than two frames where
 * few of them arrive; there the shut one is enough.
 */
function watchBlink(): MoveWatch {
  let recent: readonly { readonly at: number; readonly eye: number }[] = [];
  let wasOpen = false;
  let lids: Lids = OPEN;
  return {
    observe(at, change) {
      const eye = change.eye / Math.max(1, median(recent.map((frame) => frame.eye)));
      const gapMs = at - (recent.at(-1)?.at ?? at);
      recent = [...recent.filter((frame) => at - frame.at <= LIMITS.openEyeMs), { at, eye: change.eye }];
      const isOpen = eye >= LIMITS.openEye;
      const isSeen = isOpen && isBlink({ ...lids, gapMs: Math.max(lids.gapMs, gapMs) });
      if (isOpen || !isStill(change)) lids = OPEN;
      else if (wasOpen) lids = lowered(lids, at, eye, gapMs);
      wasOpen ||= isOpen;
      const isShut = isBlink(lids);
      return { share: isSeen ? 1 : isShut ? 0.5 : 0, isSeen, isNearlySeen: isShut, needsMore: false };
    },
  };
}

/** The lids since they left the open eye. */
interface Lids {
  readonly frames: number;
  readonly lowest: number;
  /** How long they have not been open, ms, and the longest time without a frame meanwhile. */
  readonly since: number;
  readonly lastMs: number;
  readonly gapMs: number;
}

const OPEN: Lids = { frames: 0, lowest: 1, since: NaN, lastMs: 0, gapMs: 0 };

function lowered(lids: Lids, at: number, eye: number, gapMs: number): Lids {
  const since = lids.frames === 0 ? at : lids.since;
  return {
    frames: lids.frames + 1,
    lowest: Math.min(lids.lowest, eye),
    since,
    lastMs: at - since,
    gapMs: Math.max(lids.gapMs, gapMs),
  };
}

function isBlink({ frames, lowest, lastMs, gapMs }: Lids): boolean {
  return lowest <= LIMITS.shutEye && lastMs <= LIMITS.blinkMs && (frames >= 2 || gapMs > LIMITS.fewFramesMs);
}

function isMouthOpen({ mouthOpening, mouth }: Change): boolean {
  return mouthOpening >= LIMITS.mouth && mouth >= LIMITS.mouthChange;
}

function isStill({ yaw, pitch }: Change): boolean {
  return Math.abs(yaw) <= LIMITS.still && Math.abs(pitch) <= LIMITS.still;
}

/** A wrong move must be clearer than the right one: nobody is refused for a small motion. */
const CLEARLY = 1.6;
/** How much further the wrong direction must be than every other one. */
const DOMINANT = 1.5;
/** For how long, and in how many distinct frames at least: at 20 frames a second three pass in a moment. */
const WRONG_MS = 200;
const WRONG_FRAMES = 3;

/**
 * Watches for a clear move of the head or the mouth that was not asked. Blinks are never wrong: nobody can help blinking.
 *
 * @param asked The move that is asked meanwhile.
 */
export function watchWrongMoves(asked: Move): (at: number, change: Change) => Move | undefined {
  const seen = new Map<Move, { readonly since: number; readonly frames: number }>();
  return (at, change) => {
    const wrong = clearMove(change);
    if (wrong === undefined || wrong === asked) return undefined;
    const { since, frames } = seen.get(wrong) ?? { since: at, frames: 0 };
    seen.set(wrong, { since, frames: frames + 1 });
    return frames + 1 >= WRONG_FRAMES && at - since >= WRONG_MS ? wrong : undefined;
  };
}

function clearMove(change: Change): Move | undefined {
  if (isMouthOpen(change) && Math.abs(change.yaw) < LIMITS.turn && Math.abs(change.pitch) < LIMITS.turn)
    return 'open-mouth';

  const across: Move = change.yaw < 0 ? 'turn-left' : 'turn-right';
  const along: Move = change.pitch < 0 ? 'look-up' : 'look-down';
  const isAcross = Math.abs(change.yaw) > Math.abs(change.pitch);
  const [first, second] = isAcross ? [across, along] : [along, across];
  const amount = headAmount(first, change);
  const other = headAmount(second, change);
  const isClear = amount.turn >= CLEARLY && amount.depth >= 1 && change.depth.explained >= LIMITS.explained;
  return isClear && amount.turn >= DOMINANT * other.turn ? first : undefined;
}

/** Whether the head is back near its rest and the mouth closed, so that the next move begins from there. */
export function isAtRest({ yaw, pitch, mouthOpening }: Change): boolean {
  return Math.abs(yaw) < 0.1 && Math.abs(pitch) < 0.1 && mouthOpening < LIMITS.mouth;
}

/** Whether head or mouth have begun to move, so that the next frames should come sooner. */
export function isMoving({ yaw, pitch, mouth }: Change): boolean {
  return Math.max(Math.abs(yaw), Math.abs(pitch)) >= LIMITS.turn / 2 || mouth >= LIMITS.mouthChange;
}
