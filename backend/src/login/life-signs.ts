import type { FaceFacts } from '../face/engine.ts';
import type { RejectReason } from './course.ts';
import { LIMITS } from './move-watch.ts';
import type { Change } from './rest.ts';

/** Two thirds of what a move needs: flat pictures reach it at most for single frames. */
const SOME_DEPTH = 0.12;
const DEPTH_FRAMES = 3;
/**
 * How far the middle of the face wanders, by the face's width: a person who sits still .03–.07, a picture in a hand .1–.5
 * (docs/challenge.md), a picture on a stand only by the mesh's noise.
 */
const HELD = 0.12;
const STANDING = 0.015;

/** What a course saw of a living head besides the asked moves; it decides only which reason a course that ran out of time gets. */
export class LifeSigns {
  #isAlive = false;
  #deep = 0;
  #range = { left: Infinity, right: -Infinity, top: Infinity, bottom: -Infinity };

  observe(face: FaceFacts, change: Change): void {
    this.#isAlive ||= change.eye <= LIMITS.shutEye || change.mouthOpening >= LIMITS.mouth;
    const { across, along, explained } = change.depth;
    if (Math.hypot(across, along) >= SOME_DEPTH && explained >= LIMITS.explained) this.#deep++;

    const { left, right, top, bottom } = this.#range;
    const x = (face.box.x + face.box.width / 2) / face.box.width;
    const y = (face.box.y + face.box.height / 2) / face.box.width;
    this.#range = {
      left: Math.min(left, x),
      right: Math.max(right, x),
      top: Math.min(top, y),
      bottom: Math.max(bottom, y),
    };
  }

  /** Why nothing came of the course: a picture on a stand, a picture in a hand, or a person who did not do it in time. */
  reason(): Extract<RejectReason, 'still-picture' | 'flat-picture' | 'timeout'> {
    const { left, right, top, bottom } = this.#range;
    if (left > right || this.#isAlive || this.#deep >= DEPTH_FRAMES) return 'timeout';
    const wandering = Math.max(right - left, bottom - top);
    if (wandering > HELD) return 'flat-picture';
    return wandering < STANDING ? 'still-picture' : 'timeout';
  }
}
