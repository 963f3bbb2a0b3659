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
  mouth: 0.5,
  mouthChange: 0.2,
  mouthFrames: 2,
  /** Of the own open eye. One frame is enough: at 10 a second a natural blink is one frame long. */
  shutEye: 0.65,
  openEye: 0.8,
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

function watchHead(move: Move): MoveWatch {
  let frames = 0;
  let furthest = 0;
  return {
    observe(_, change) {
      const amount = headAmount(move, change);
      const isTurned = amount.turn >= 1;
      const isDeep = amount.depth >= 1 && change.depth.explained >= LIMITS.explained;
      if (isTurned && isDeep) frames++;
      furthest = Math.max(furthest, Math.min(1, amount.turn));
      const isSeen = frames >= LIMITS.headFrames;
      const share = isSeen ? 1 : 0.5 * Math.max(0, furthest) + (0.4 * frames) / LIMITS.headFrames;
      return { share, isSeen, isNearlySeen: frames === LIMITS.headFrames - 1, needsMore: isTurned && !isSeen };
    },
  };
}

function watchMouth(): MoveWatch {
  let frames = 0;
  return {
    observe(_, change) {
      const isOpen = isMouthOpen(change) && isStill(change);
      frames = isOpen ? frames + 1 : 0;
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
 * Shut and open again: eyes that only narrow, or look down, do not open again with the head still. People open their eyes
 * wider at one time than at another, so the open eye is that of the last second, if it was wider than at rest.
 */
function watchBlink(): MoveWatch {
  let recent: { readonly at: number; readonly eye: number }[] = [];
  let wasOpen = false;
  let shutAt = -Infinity;
  return {
    observe(at, change) {
      const eye = change.eye / Math.max(1, median(recent.map((frame) => frame.eye)));
      recent = [...recent.filter((frame) => at - frame.at <= LIMITS.openEyeMs), { at, eye: change.eye }];
      if (!isStill(change)) shutAt = -Infinity;
      else if (eye <= LIMITS.shutEye && wasOpen) shutAt = at;
      wasOpen ||= eye >= LIMITS.openEye;
      const isShut = at - shutAt <= LIMITS.blinkMs;
      const isSeen = isShut && eye >= LIMITS.openEye;
      return { share: isSeen ? 1 : isShut ? 0.5 : 0, isSeen, isNearlySeen: isShut && !isSeen, needsMore: false };
    },
  };
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
