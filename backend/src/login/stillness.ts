import type { FaceFacts, PictureFacts } from '../face/engine.ts';

/**
 * A camera's noise changes every picture. Nine equal ones in a row came from a frozen picture, in genuine clips never two; but a
 * camera of 5 frames a second shown at 20 repeats each four times, 200 ms long.
 */
const FROZEN_MS = 600;
const FROZEN_REPEATS = 4;

/**
 * Between two sizes of one picture: how far the readings may be apart, rad, and places by the face's height. Twice what a frozen
 * picture reads at most; a person who holds still comes through too, and is told from it by the next pictures.
 */
const SAME_POSE = 0.06;
const SAME_PLACE = 0.04;

/** Watches for pictures that equal the one before to the last digit: a frozen one, not a camera. */
export class Stillness {
  #last: PictureFacts | undefined;
  #since = 0;
  #repeats = 0;
  #frozen = false;

  /** Whether this picture shows anything the last one did not. */
  get isNew(): boolean {
    return this.#repeats === 0;
  }

  get isFrozen(): boolean {
    return this.#frozen;
  }

  observe(at: number, picture: PictureFacts): void {
    if (this.#last !== undefined && isRepeated(picture, this.#last)) {
      this.#repeats++;
      this.#frozen ||= this.#repeats >= FROZEN_REPEATS && at - this.#since >= FROZEN_MS;
    } else {
      this.#repeats = 0;
      this.#since = at;
    }
    this.#last = picture;
  }
}

/**
 * The readings of a face depend on where it was looked for, the brightness of the whole picture does not. When the page was told to
 * send another size, the same picture has another brightness too: then the face must at least not have moved.
 */
function isRepeated(picture: PictureFacts, last: PictureFacts): boolean {
  const [face, before] = [picture.faces[0], last.faces[0]];
  if (face === undefined || before === undefined) return false;
  if (picture.width === last.width) return picture.brightness === last.brightness;
  return isAlike(face, before, picture.width / last.width);
}

function isAlike(face: FaceFacts, before: FaceFacts, scale: number): boolean {
  const { box } = face;
  const places = [
    [box.x, before.box.x],
    [box.y, before.box.y],
    [box.x + box.width, before.box.x + before.box.width],
    [box.y + box.height, before.box.y + before.box.height],
  ] as const;
  const poses = [
    [face.pose.yaw, before.pose.yaw],
    [face.pose.pitch, before.pose.pitch],
  ] as const;
  return (
    places.every(([now, then]) => Math.abs(now - scale * then) <= SAME_PLACE * box.height) &&
    poses.every(([now, then]) => Math.abs(now - then) <= SAME_POSE)
  );
}
