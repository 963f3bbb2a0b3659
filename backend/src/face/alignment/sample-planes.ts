import type { Picture } from '../picture.ts';
import type { Square } from '../region.ts';
import { edgeSample } from './edge-sample.ts';
import type { SimilarityTransform } from './similarity-transform.ts';

/** A net's input: three planes of `size` × `size` numbers, red first, starting at `offset` of `values`. */
export interface Planes {
  readonly values: Float32Array;
  readonly offset: number;
  readonly size: number;
  /** A value v of 0..255 is written as `gain·v + bias`. */
  readonly gain: number;
  readonly bias: number;
  /** Whether left and right are exchanged. */
  readonly isMirrored?: boolean;
}

/** Where pixel (x, y) of `size` × `size` pixels that cover the square lies in the picture. */
export function squareTransform(square: Square, size: number): SimilarityTransform {
  const a = (Math.cos(square.roll) * square.size) / size;
  const b = (Math.sin(square.roll) * square.size) / size;
  const middle = (size - 1) / 2;
  return { a, b, tx: square.x - a * middle + b * middle, ty: square.y - b * middle - a * middle };
}

/** Fills the planes with what lies at the transform's places: bilinear, black outside the picture. */
export function samplePlanes(picture: Picture, transform: SimilarityTransform, planes: Planes): void {
  const { data, width, height } = picture;
  const { values, offset, size, gain, bias, isMirrored = false } = planes;
  const { a, b, tx, ty } = transform;
  const row = 3 * width;
  const step = isMirrored ? -1 : 1;
  const plane = size * size;
  const green = offset + plane;
  const blue = green + plane;

  for (let v = 0; v < size; v++) {
    let target = v * size + (isMirrored ? size - 1 : 0);
    let x = tx - b * v;
    let y = ty + a * v;
    for (let u = 0; u < size; u++, x += a, y += b, target += step) {
      if (!(x >= 0 && y >= 0 && x < width - 1 && y < height - 1)) {
        values[offset + target] = gain * edgeSample(picture, x, y, 0) + bias;
        values[green + target] = gain * edgeSample(picture, x, y, 1) + bias;
        values[blue + target] = gain * edgeSample(picture, x, y, 2) + bias;
        continue;
      }
      const left = x | 0;
      const top = y | 0;
      const right = x - left;
      const bottom = y - top;
      const w11 = right * bottom;
      const w10 = bottom - w11;
      const w01 = right - w11;
      const w00 = 1 - right - w10;
      const at = top * row + 3 * left;
      values[offset + target] =
        gain * (w00 * data[at]! + w01 * data[at + 3]! + w10 * data[at + row]! + w11 * data[at + row + 3]!) + bias;
      values[green + target] =
        gain * (w00 * data[at + 1]! + w01 * data[at + 4]! + w10 * data[at + row + 1]! + w11 * data[at + row + 4]!) +
        bias;
      values[blue + target] =
        gain * (w00 * data[at + 2]! + w01 * data[at + 5]! + w10 * data[at + row + 2]! + w11 * data[at + row + 5]!) +
        bias;
    }
  }
}
