import type { FaceFacts } from '../face/engine.ts';

/**
 * A camera's noise changes every reading of every frame. Nine equal frames in a row came from a frozen picture, in
 * genuine clips never two; but a camera of 5 frames a second shown at 20 repeats each four times, 200 ms long.
 */
const FROZEN_MS = 600;
const FROZEN_REPEATS = 4;

/** Watches for frames that equal the one before to the last digit: a picture, not a camera. */
export class Stillness {
  #last: FaceFacts | undefined;
  #since = 0;
  #repeats = 0;

  /** Whether this frame shows anything the last one did not. */
  get isNew(): boolean {
    return this.#repeats === 0;
  }

  get isFrozen(): boolean {
    return this.#frozen;
  }

  #frozen = false;

  observe(at: number, face: FaceFacts | undefined): void {
    if (face !== undefined && this.#last !== undefined && isSame(face, this.#last)) {
      this.#repeats++;
      this.#frozen ||= this.#repeats >= FROZEN_REPEATS && at - this.#since >= FROZEN_MS;
    } else {
      this.#repeats = 0;
      this.#since = at;
    }
    this.#last = face;
  }
}

function isSame(a: FaceFacts, b: FaceFacts): boolean {
  return (
    a.pose.yaw === b.pose.yaw &&
    a.pose.pitch === b.pose.pitch &&
    a.pose.roll === b.pose.roll &&
    a.eyeOpening === b.eyeOpening &&
    a.mouthOpening === b.mouthOpening
  );
}
