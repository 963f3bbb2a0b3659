import type { Picture } from '../picture.ts';
import { edgeSample } from './edge-sample.ts';
import type { SimilarityTransform } from './similarity-transform.ts';

/** Width and height of the recogniser's input, in pixels. */
export const CROP_SIZE = 112;

/** Picture pixels that a single bilinear sample may stand for; it would miss some of more. */
const SAMPLE_REACH = 1.3;

/**
 * The aligned face: 112×112 RGB values of 0..255, row by row. Black outside the picture. Bilinear;
 * where a crop pixel covers more than 1.3 picture pixels it is the mean of a grid of samples inside it.
 */
export function cropFace(picture: Picture, transform: SimilarityTransform): Float32Array {
  const samples = Math.ceil(Math.hypot(transform.a, transform.b) / SAMPLE_REACH);
  const crop = new Float32Array(CROP_SIZE * CROP_SIZE * 3);
  for (let y = 0; y < CROP_SIZE; y++) {
    for (let x = 0; x < CROP_SIZE; x++) fillPixel(crop, x, y, picture, transform, samples);
  }
  return crop;
}

/** Writes the mean of the samples in one pixel of the crop. */
function fillPixel(
  crop: Float32Array,
  x: number,
  y: number,
  picture: Picture,
  { a, b, tx, ty }: SimilarityTransform,
  samples: number,
): void {
  const { data, width, height } = picture;
  const row = 3 * width;
  const step = 1 / samples;
  const weight = step * step;
  let red = 0;
  let green = 0;
  let blue = 0;
  for (let v = y + 0.5 * step - 0.5; v < y + 0.5; v += step) {
    for (let u = x + 0.5 * step - 0.5; u < x + 0.5; u += step) {
      const placeX = a * u - b * v + tx;
      const placeY = b * u + a * v + ty;
      if (!(placeX >= 0 && placeY >= 0 && placeX < width - 1 && placeY < height - 1)) {
        red += edgeSample(picture, placeX, placeY, 0);
        green += edgeSample(picture, placeX, placeY, 1);
        blue += edgeSample(picture, placeX, placeY, 2);
        continue;
      }
      const left = placeX | 0;
      const top = placeY | 0;
      const w11 = (placeX - left) * (placeY - top);
      const w01 = placeX - left - w11;
      const w10 = placeY - top - w11;
      const w00 = 1 - w01 - w10 - w11;
      const at = top * row + 3 * left;
      const below = at + row;
      red += w00 * data[at]! + w01 * data[at + 3]! + w10 * data[below]! + w11 * data[below + 3]!;
      green += w00 * data[at + 1]! + w01 * data[at + 4]! + w10 * data[below + 1]! + w11 * data[below + 4]!;
      blue += w00 * data[at + 2]! + w01 * data[at + 5]! + w10 * data[below + 2]! + w11 * data[below + 5]!;
    }
  }
  const target = 3 * (y * CROP_SIZE + x);
  crop[target] = weight * red;
  crop[target + 1] = weight * green;
  crop[target + 2] = weight * blue;
}

/** The same crop with left and right exchanged. */
export function mirrorCrop(crop: Float32Array): Float32Array {
  const mirrored = new Float32Array(crop.length);
  for (let pixel = 0; pixel < CROP_SIZE * CROP_SIZE; pixel++) {
    const x = pixel % CROP_SIZE;
    const source = 3 * (pixel - x + CROP_SIZE - 1 - x);
    mirrored.set(crop.subarray(source, source + 3), 3 * pixel);
  }
  return mirrored;
}
