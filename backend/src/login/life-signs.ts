import type { FaceFacts } from '../face/engine.ts';
import type { RejectReason } from './course.ts';
import { LIMITS } from './move-watch.ts';
import type { Change } from './rest.ts';

/** Two thirds of what a move needs: flat pictures reach it at most for single frames. */
const SOME_DEPTH = 0.12;
const DEPTH_FRAMES = 3;
/**
 * How far the middle 80 of 100 readings lie apart (docs/challenge.md). Place and size by the face's width: a person who sits
 * still .01–.03, a picture in a hand .09–.17, a picture on a stand less than .008. Yaw and pitch, rad: a person
 * .02–.03, a picture on a stand .01, which is the camera's noise.
 */
const HELD = 0.06;
const STANDING = 0.008;
const STANDING_POSE = 0.015;
/** Of fewer readings nothing can be said. */
const LEAST_READINGS = 20;

/** What a course saw of a living head besides the asked moves; it decides only which reason a course that ran out of time gets. */
export class LifeSigns {
  #isAlive = false;
  #deep = 0;
  readonly #x: number[] = [];
  readonly #y: number[] = [];
  readonly #size: number[] = [];
  readonly #yaw: number[] = [];
  readonly #pitch: number[] = [];

  /** @param areEyesRead Whether the eyes were read the same way as at rest. */
  observe(face: FaceFacts, change: Change, areEyesRead: boolean): void {
    this.#isAlive ||= (areEyesRead && change.eye <= LIMITS.shutEye) || change.mouth >= LIMITS.mouthChange;
    const { across, along } = change.depth;
    const isDeep = [across, along].some(
      ({ k, explained }) => Math.abs(k) >= SOME_DEPTH && explained >= LIMITS.explained,
    );
    if (isDeep) this.#deep++;

    const { x, y, width, height } = face.box;
    this.#x.push((x + width / 2) / width);
    this.#y.push((y + height / 2) / width);
    this.#size.push(Math.log(width));
    this.#yaw.push(change.yaw);
    this.#pitch.push(change.pitch);
  }

  /** Why nothing came of the course: a picture on a stand, a picture in a hand, or a person who did not do it in time. */
  reason(): Extract<RejectReason, 'still-picture' | 'flat-picture' | 'timeout'> {
    if (this.#isAlive || this.#deep >= DEPTH_FRAMES) return 'timeout';
    if (this.#x.length < LEAST_READINGS) return 'timeout';
    const moved = Math.max(spread(this.#x), spread(this.#y));
    if (moved > HELD) return 'flat-picture';
    const isStanding = Math.max(moved, spread(this.#size)) < STANDING;
    const isRigid = Math.max(spread(this.#yaw), spread(this.#pitch)) < STANDING_POSE;
    return isStanding && isRigid ? 'still-picture' : 'timeout';
  }
}

function spread(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return (sorted[Math.floor(0.9 * sorted.length)] ?? 0) - (sorted[Math.floor(0.1 * sorted.length)] ?? 0);
}
