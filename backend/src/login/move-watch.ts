import { HEAD_MOVES, isHeadMove, type Move } from './moves.ts';
import { median, type Change } from './rest.ts';

/**
 * The limits of the moves, against the person's own rest. Where they come from, and how many degrees they ask for:
 * docs/challenge.md. A casual turn or nod reads .15–.25, talk and laughter stay below .4 of the mouth.
 */
export const LIMITS = {
  /** Change of yaw or pitch, rad as the mesh reads it. */
  turn: 0.15,
  /** Share of depth's part (about the sine of the turn) in the asked direction; flat or bent pictures reach .16. */
  depth: 0.2,
  /** Least share of the whole change that depth must explain. */
  explained: 0.7,
  /** Distinct frames that must show turn and depth: one alone may be a bad mesh. How long from the first to the last. */
  headFrames: 3,
  heldMs: 400,
  /** About the time between two of them. */
  frameMs: 120,
  /** Share of turn and depth that is enough in the frames before and after the furthest. */
  kept: 0.8,
  /** Shares of `turn`: back below this the move has to be made anew; */
  released: 0.5,
  /** it counts only as far as the head has turned within that time, */
  briskMs: 1_200,
  /** unless it is turned this far; */
  slow: 1.9,
  /** and the other axis may have changed by this share of the turn. */
  aside: 0.8,
  /** Of the mouth's opening; of its change against the rest; and for how long, in so many frames at least. */
  mouth: 0.38,
  mouthChange: 0.22,
  mouthFrames: 2,
  mouthMs: 300,
  /** Of the own open eye. */
  shutEye: 0.78,
  openEye: 0.88,
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

/** A change of the head in the direction of a move, by `LIMITS`: 1 is as far as is asked for. */
interface HeadAmount {
  readonly turn: number;
  /** The same of the other axis, whichever way. */
  readonly aside: number;
  /** What depth says of it, and the share of the change that it explains. */
  readonly depth: number;
  readonly explained: number;
}

function headAmount(move: Move, { yaw, pitch, depth }: Change): HeadAmount {
  const across = (sign: 1 | -1): HeadAmount => ({
    turn: (sign * yaw) / LIMITS.turn,
    aside: Math.abs(pitch) / LIMITS.turn,
    depth: (sign * depth.across.k) / LIMITS.depth,
    explained: depth.across.explained,
  });
  const along = (sign: 1 | -1): HeadAmount => ({
    turn: (sign * pitch) / LIMITS.turn,
    aside: Math.abs(yaw) / LIMITS.turn,
    depth: (-sign * depth.along.k) / LIMITS.depth,
    explained: depth.along.explained,
  });
  switch (move) {
    case 'turn-left':
      return across(-1);
    case 'turn-right':
      return across(1);
    case 'look-up':
      return along(-1);
    case 'look-down':
      return along(1);
    case 'blink':
    case 'open-mouth':
      return { turn: 0, aside: 0, depth: 0, explained: 0 };
  }
}

/**
 * Turn and depth in three frames of one go, of a head that was not yet turned when the move was asked. A head that is turned on demand
 * leaves its place briskly and stays for a moment; who talks or sinks into the chair drifts, glances or tosses the head. So the turn
 * is the smaller one of that against the rest and that against the last moments; who turns slowly must go further.
 */
function watchHead(move: Move, limit = 1): MoveWatch {
  let recent: readonly { readonly at: number; readonly turn: number }[] = [];
  let shownAt: readonly number[] = [];
  let furthest = 0;
  let hasBegun = false;
  let isReached = false;
  return {
    observe(at, change) {
      const { turn, aside, depth, explained } = headAmount(move, change);
      recent = [...recent.filter((frame) => at - frame.at <= LIMITS.briskMs), { at, turn }];
      const rise = turn - Math.min(...recent.map((frame) => frame.turn));
      const turned = turn >= LIMITS.slow ? turn : Math.min(turn, rise);
      hasBegun ||= turn < limit;
      if (turn < LIMITS.released) [shownAt, isReached] = [[], false];

      const isAsked = aside <= LIMITS.aside * turn && explained >= LIMITS.explained;
      const isShown = hasBegun && isAsked && turned >= LIMITS.kept * limit && depth >= LIMITS.kept;
      if (isShown) shownAt = [...shownAt, at];
      isReached ||= isShown && turned >= limit && depth >= 1;
      furthest = Math.max(furthest, Math.min(1, turn / limit));
      const heldMs = at - (shownAt[0] ?? at);
      const isSeen = isShown && isReached && shownAt.length >= LIMITS.headFrames && heldMs >= LIMITS.heldMs;
      return {
        share: isSeen ? 1 : 0.5 * furthest + 0.4 * Math.min(1, shownAt.length / LIMITS.headFrames),
        isSeen,
        isNearlySeen: shownAt.length >= LIMITS.headFrames - 1 && heldMs >= LIMITS.heldMs - LIMITS.frameMs,
        needsMore: turn >= LIMITS.kept * limit && !isReached,
      };
    },
  };
}

/** A mouth that opens after it was asked for, and stays open longer than a vowel. */
function watchMouth(): MoveWatch {
  let openAt: readonly number[] = [];
  let wasClosed = false;
  return {
    observe(at, change) {
      wasClosed ||= !isMouthOpen(change);
      openAt = wasClosed && isMouthOpen(change) && isStill(change) ? [...openAt, at] : [];
      const openMs = at - (openAt[0] ?? at);
      const isSeen = openAt.length >= LIMITS.mouthFrames && openMs >= LIMITS.mouthMs;
      return {
        share: isSeen ? 1 : Math.min(0.5, 0.25 * openAt.length),
        isSeen,
        isNearlySeen: openAt.length > 0 && openMs >= LIMITS.mouthMs - LIMITS.frameMs,
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
/** For how long a mouth is wrongly open, and in how many distinct frames at least: at 20 frames a second three pass in a moment. */
const WRONG_MS = 400;
const WRONG_FRAMES = 3;
/** And how far: talk and laughter stay below .4, a vowel below .45. */
const WRONG_MOUTH = 0.5;

/**
 * Watches for a clear move of the head or the mouth that was not asked. Blinks are never wrong: nobody can help blinking.
 *
 * @param asked The move that is asked meanwhile.
 */
export function watchWrongMoves(asked: Move): (at: number, change: Change) => Move | undefined {
  const heads = HEAD_MOVES.filter((move) => move !== asked).map((move) => ({ move, watch: watchHead(move, CLEARLY) }));
  const watchesMouth = asked !== 'open-mouth';
  let openAt: readonly number[] = [];
  return (at, change) => {
    const seen = heads.filter(({ watch }) => watch.observe(at, change).isSeen)[0];
    if (seen !== undefined) return seen.move;

    const isFacing = Math.max(Math.abs(change.yaw), Math.abs(change.pitch)) < LIMITS.turn;
    const isWide = isMouthOpen(change) && change.mouthOpening >= WRONG_MOUTH;
    openAt = watchesMouth && isFacing && isWide ? [...openAt, at] : [];
    return openAt.length >= WRONG_FRAMES && at - (openAt[0] ?? at) >= WRONG_MS ? 'open-mouth' : undefined;
  };
}

/** Whether the head is back near its rest and the mouth closed, so that the next move begins from there. */
export function isAtRest(change: Change): boolean {
  const { yaw, pitch } = change;
  return Math.abs(yaw) < 0.1 && Math.abs(pitch) < 0.1 && !isMouthOpen(change);
}

/** Whether head or mouth have begun to move, so that the next frames should come sooner. */
export function isMoving({ yaw, pitch, mouth }: Change): boolean {
  return Math.max(Math.abs(yaw), Math.abs(pitch)) >= LIMITS.turn / 2 || mouth >= LIMITS.mouthChange;
}
