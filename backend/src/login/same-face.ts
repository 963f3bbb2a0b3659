import type { FaceFacts } from '../face/engine.ts';

/**
 * Least similarity with the first vectors: .6 looking straight, as much less as the head is turned (rad, as the mesh reads it),
 * never below .36. Measured (docs/challenge.md): one person straight .68 and more, turned .37 and more, in the middle .82; two people
 * .02 in the middle, .38 in 99 of 100.
 */
const SAME_STRAIGHT = 0.6;
const SAME_TURNED = 0.36;
/** How many vectors the first ones are, all of them straight: a turned face agrees with too many others to vouch for later frames. */
const ANCHORS = 3;
const STRAIGHT_WITHIN = 0.15;
/** Beyond it, rad, a face may be so foreshortened that its vector says nothing against the person; but not for longer. */
const SAYS_NOTHING_BEYOND = 0.3;
const UNCONFIRMED_MS = 1_500;
/** A face behind a hand or a mask says nothing against the person either; but it could be anybody's after a while. */
const HIDDEN_MS = 600;
/** Another person's first frame may be a blurred one of the same; the second in a row is no accident. */
const STRANGERS_UNTIL_CHANGED = 2;
/** Time after which a face out of sight, or not compared, could have been exchanged. */
const SAMPLE_MS = 300;
const LOST_MS = 600;
/** Between frames: how far the face's middle may move, by its width, how much it may grow, how fast the head may turn (rad/s). */
const JUMP_SHARE = 0.6;
const JUMP_GROWTH = 1.5;
const JUMP_TURN = 3.5;
/** Readings are only so exact. */
const TURN_NOISE = 0.12;

interface Seen {
  readonly at: number;
  readonly face: FaceFacts;
}

/**
 * Whether one and the same face is in all frames. Vectors are sampled; after whatever could be an exchange (a jump, a face out
 * of sight, a vector that does not agree) frames count only again when a new vector agrees.
 */
export class SameFace {
  #anchors: { readonly vector: Float32Array; readonly yaw: number; readonly pitch: number }[] = [];
  #last: Seen | undefined;
  #comparedAt = -Infinity;
  #agreedAt = -Infinity;
  #strangers = 0;
  #isSure = false;

  /** Whether the newest frame belongs to the first vectors' face for all we know. */
  get isSure(): boolean {
    return this.#isSure;
  }

  /** Whether the newest frame had a vector, and it agreed. */
  get isConfirmed(): boolean {
    return this.#isSure && this.#agreedAt === this.#last?.at;
  }

  get isChanged(): boolean {
    return this.#strangers >= STRANGERS_UNTIL_CHANGED;
  }

  wantsVector(at: number): boolean {
    return !this.#isSure || at - this.#comparedAt >= SAMPLE_MS;
  }

  /** @param isHidden Whether something is before the face: it may still agree, but not speak against the person. */
  observe(at: number, face: FaceFacts, isHidden = false): void {
    if (this.#last !== undefined && isJump(this.#last, { at, face })) this.#isSure = false;
    this.#last = { at, face };
    if (face.vector === undefined) return;

    this.#comparedAt = at;
    if (this.#agrees(face)) {
      this.#keep(at, face);
    } else if (isHidden) {
      this.#doubtAfter(HIDDEN_MS, at);
    } else if (this.#turnOf(face) > SAYS_NOTHING_BEYOND) {
      this.#doubtAfter(UNCONFIRMED_MS, at);
    } else {
      this.#strangers++;
      this.#isSure = false;
    }
  }

  #doubtAfter(ms: number, at: number): void {
    if (at - this.#agreedAt > ms) this.#isSure = false;
  }

  #keep(at: number, face: FaceFacts): void {
    const { vector, pose } = face;
    this.#agreedAt = at;
    this.#strangers = 0;
    this.#isSure = true;
    const isStraight = this.#turnOf(face) <= STRAIGHT_WITHIN;
    if (vector !== undefined && isStraight && this.#anchors.length < ANCHORS)
      this.#anchors.push({ vector, yaw: pose.yaw, pitch: pose.pitch });
  }

  /** Begins anew with the next vector's face. */
  restart(): void {
    this.#anchors = [];
    this.#strangers = 0;
    this.#isSure = false;
  }

  /** How far the head is turned against the first vector's, rad; 0 before there is one. */
  #turnOf({ pose }: FaceFacts): number {
    const [first] = this.#anchors;
    if (first === undefined) return 0;
    return Math.max(Math.abs(pose.yaw - first.yaw), Math.abs(pose.pitch - first.pitch));
  }

  #agrees(face: FaceFacts): boolean {
    const { vector } = face;
    if (vector === undefined) return false;
    if (this.#anchors.length === 0) return true;
    const best = Math.max(...this.#anchors.map((anchor) => dot(anchor.vector, vector)));
    return best >= Math.max(SAME_TURNED, SAME_STRAIGHT - this.#turnOf(face));
  }
}

function isJump(before: Seen, now: Seen): boolean {
  const seconds = (now.at - before.at) / 1000;
  if (now.at - before.at > LOST_MS) return true;
  const [a, b] = [before.face.box, now.face.box];
  const moved = Math.hypot(b.x + b.width / 2 - a.x - a.width / 2, b.y + b.height / 2 - a.y - a.height / 2) / a.width;
  const grown = Math.max(a.height / b.height, b.height / a.height);
  const turned = Math.max(
    Math.abs(now.face.pose.yaw - before.face.pose.yaw),
    Math.abs(now.face.pose.pitch - before.face.pose.pitch),
  );
  return moved > JUMP_SHARE || grown > JUMP_GROWTH || turned > JUMP_TURN * seconds + TURN_NOISE;
}

/** Cosine of two vectors of unit length. */
export function dot(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, value, index) => sum + value * (b[index] ?? 0), 0);
}
