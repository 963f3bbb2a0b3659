import type { Picture } from '../picture.ts';

/** A decoded picture, upright, perhaps scaled down. */
export interface DecodedPicture {
  readonly picture: Picture;
  /** Size of the upright picture before scaling. */
  readonly width: number;
  readonly height: number;
}
