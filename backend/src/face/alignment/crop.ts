import type { Picture } from '../picture.ts';
import type { SimilarityTransform } from './similarity-transform.ts';

/** Width and height of the recogniser's input, in pixels. */
export const CROP_SIZE = 112;

/** Above this many picture pixels for one of the crop, a single bilinear sample would miss some of them. */
const SINGLE_SAMPLE_SCALE = 1.3;

/**
 * The aligned face: 112×112 RGB values of 0..255, row by row. Black outside the picture. Bilinear;
 * where a crop pixel covers more than 1.3 picture pixels it is the mean of a grid of samples inside it.
 */
export function cropFace(picture: Picture, transform: SimilarityTransform): Float32Array {
  const { a, b, tx, ty } = transform;
  const scale = Math.hypot(a, b);
  const samples = scale > SINGLE_SAMPLE_SCALE ? Math.ceil(scale) : 1;
  const crop = new Float32Array(CROP_SIZE * CROP_SIZE * 3);
  const weight = 1 / (samples * samples);

  for (let y = 0; y < CROP_SIZE; y++) {
    for (let x = 0; x < CROP_SIZE; x++) {
      const target = 3 * (y * CROP_SIZE + x);
      for (let row = 0; row < samples; row++) {
        for (let column = 0; column < samples; column++) {
          const u = x + (column + 0.5) / samples - 0.5;
          const v = y + (row + 0.5) / samples - 0.5;
          addSample(crop, target, picture, a * u - b * v + tx, b * u + a * v + ty, weight);
        }
      }
    }
  }
  return crop;
}

function addSample(crop: Float32Array, target: number, picture: Picture, x: number, y: number, weight: number): void {
  const left = Math.floor(x);
  const top = Math.floor(y);
  const right = x - left;
  const bottom = y - top;
  addPixel(crop, target, picture, left, top, weight * (1 - right) * (1 - bottom));
  addPixel(crop, target, picture, left + 1, top, weight * right * (1 - bottom));
  addPixel(crop, target, picture, left, top + 1, weight * (1 - right) * bottom);
  addPixel(crop, target, picture, left + 1, top + 1, weight * right * bottom);
}

function addPixel(crop: Float32Array, target: number, picture: Picture, x: number, y: number, weight: number): void {
  if (x < 0 || y < 0 || x >= picture.width || y >= picture.height) return;
  const source = 3 * (y * picture.width + x);
  for (let channel = 0; channel < 3; channel++) {
    crop[target + channel] = (crop[target + channel] ?? 0) + weight * (picture.data[source + channel] ?? 0);
  }
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
