import { CROP_SIZE } from '../alignment/crop.ts';
import type { Box } from '../engine.ts';
import type { Picture } from '../picture.ts';

/** Every how many pixels brightness is read; a camera picture changes little within them. */
const STRIDE = 3;

/** Mean brightness (luma of ITU-R BT.601, 0..255) of the part of the picture inside the box; 0 when no pixel lies in it. */
export function brightness(picture: Picture, box: Box): number {
  const right = Math.min(picture.width, box.x + box.width);
  const bottom = Math.min(picture.height, box.y + box.height);
  let sum = 0;
  let count = 0;
  for (let y = Math.max(0, Math.round(box.y)); y < bottom; y += STRIDE) {
    for (let x = Math.max(0, Math.round(box.x)); x < right; x += STRIDE) {
      sum += luma(picture.data, 3 * (y * picture.width + x));
      count++;
    }
  }
  return count === 0 ? 0 : sum / count;
}

/** Which part of an aligned crop is face, whatever its shape: the left half of it; the right half is its mirror image. */
const HALF = { left: 28, right: 52, top: 44, bottom: 100 } as const;

/** Mean brightness of the darker half of an aligned crop's face by that of the lighter one, 0..1; 1 when all is black. */
export function evenness(crop: Float32Array): number {
  let left = 0;
  let right = 0;
  for (let y = HALF.top; y < HALF.bottom; y += 2) {
    for (let x = HALF.left; x < HALF.right; x += 2) {
      left += luma(crop, 3 * (y * CROP_SIZE + x));
      right += luma(crop, 3 * (y * CROP_SIZE + CROP_SIZE - 1 - x));
    }
  }
  return left + right === 0 ? 1 : Math.min(left, right) / Math.max(left, right);
}

/**
 * How sharp an aligned crop is: variance over its inner pixels of the Laplacian of brightness,
 * `l(x−1, y) + l(x+1, y) + l(x, y−1) + l(x, y+1) − 4·l(x, y)`. Small is blurred.
 */
export function sharpness(crop: Float32Array): number {
  const grey = new Float32Array(CROP_SIZE * CROP_SIZE);
  for (let pixel = 0; pixel < grey.length; pixel++) grey[pixel] = luma(crop, 3 * pixel);
  let sum = 0;
  let squares = 0;
  for (let y = 1; y < CROP_SIZE - 1; y++) {
    for (let x = 1; x < CROP_SIZE - 1; x++) {
      const i = y * CROP_SIZE + x;
      const laplacian = grey[i - 1]! + grey[i + 1]! + grey[i - CROP_SIZE]! + grey[i + CROP_SIZE]! - 4 * grey[i]!;
      sum += laplacian;
      squares += laplacian * laplacian;
    }
  }
  const count = (CROP_SIZE - 2) ** 2;
  return squares / count - (sum / count) ** 2;
}

function luma(rgb: Uint8Array | Float32Array, index: number): number {
  return 0.299 * rgb[index]! + 0.587 * rgb[index + 1]! + 0.114 * rgb[index + 2]!;
}
