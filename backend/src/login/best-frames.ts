import type { FaceFacts, PictureFacts } from '../face/engine.ts';
import { isStraight } from './rest.ts';

/** Keeps the vectors of the best straight frames; the frames themselves are let go at once. */
export class BestFrames {
  readonly #most: number;
  #kept: { readonly quality: number; readonly vector: Float32Array }[] = [];

  constructor(most: number) {
    this.#most = most;
  }

  get count(): number {
    return this.#kept.length;
  }

  /** Best first. */
  get vectors(): readonly Float32Array[] {
    return this.#kept.map((frame) => frame.vector);
  }

  /** Takes a frame in when it has a vector, looks straight and is better than the worst one kept. */
  offer(picture: PictureFacts, face: FaceFacts): void {
    if (face.vector === undefined || !isStraight(face)) return;
    this.#kept = [...this.#kept, { quality: frameQuality(picture, face), vector: face.vector }]
      .sort((a, b) => b.quality - a.quality)
      .slice(0, this.#most);
  }

  restart(): void {
    this.#kept = [];
  }
}

/**
 * How good a frame is for verification, 0..1: the product of four shares, each 1 when it is no reason for doubt.
 *
 *     sharpness / 100 · face height / (shorter side / 3) · (1 − turn / .5) · light / 80
 *
 * The references are what the clips read in the middle or better; beyond them more is not better.
 */
export function frameQuality(picture: PictureFacts, face: FaceFacts): number {
  const { yaw, pitch } = face.pose;
  const shares = [
    face.sharpness / 100,
    (3 * face.box.height) / Math.min(picture.width, picture.height),
    1 - Math.hypot(yaw, pitch) / 0.5,
    Math.min(face.brightness, 255 - face.brightness) / 80,
  ];
  return shares.reduce((quality, share) => quality * Math.min(1, Math.max(0, share)), 1);
}
