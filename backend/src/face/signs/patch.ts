import { CROP_SIZE } from '../alignment/crop.ts';

/** What is seen of an aligned crop, and how strong it is over the middle of the face. */
export interface Shading {
  /** Luma of ITU-R BT.601, 0..255, one value a pixel. */
  readonly luma: Float32Array;
  readonly mean: number;
  readonly deviation: number;
  /** Mean length of the slope (central differences, not halved). */
  readonly slope: number;
}

/** A grid of square cells in the crop's left half, in pixels; its mirror image lies in the right half. */
export interface Patch {
  readonly x: number;
  readonly y: number;
  readonly columns: number;
  readonly rows: number;
  readonly cell: number;
}

/** Directions in which slopes are told apart; light to dark is another one than dark to light. */
const DIRECTIONS = 6;
/** Values told of a cell: the slopes and its brightness. */
const VALUES = DIRECTIONS + 1;
/** The middle of the face: from above the brows to below the mouth, between the outer corners of the eyes. */
const FACE = { left: 28, right: 85, top: 30, bottom: 104 } as const;
/** Every how many pixels the middle of the face is read. */
const STRIDE = 2;
/** How much of the whole face's slope is added to a patch's own, so that a smooth patch stays smooth. */
const FACE_SHARE = 0.2;

/** How many numbers describe a patch. */
export function patchLength({ columns, rows }: Patch): number {
  return columns * rows * VALUES;
}

/** @param crop 112×112 RGB values of 0..255, see `cropFace`. */
export function shadingOf(crop: Float32Array): Shading {
  const luma = new Float32Array(CROP_SIZE * CROP_SIZE);
  for (let pixel = 0, i = 0; pixel < luma.length; pixel++, i += 3) {
    luma[pixel] = 0.299 * (crop[i] ?? 0) + 0.587 * (crop[i + 1] ?? 0) + 0.114 * (crop[i + 2] ?? 0);
  }
  let [sum, squares, slopes, count] = [0, 0, 0, 0];
  for (let y = FACE.top; y < FACE.bottom; y += STRIDE) {
    for (let x = FACE.left; x < FACE.right; x += STRIDE) {
      const pixel = y * CROP_SIZE + x;
      const value = luma[pixel] ?? 0;
      sum += value;
      squares += value * value;
      slopes += Math.hypot(across(luma, pixel), down(luma, pixel));
      count++;
    }
  }
  const mean = sum / count;
  return { luma, mean, deviation: Math.sqrt(Math.max(0, squares / count - mean * mean)), slope: slopes / count };
}

/**
 * Describes a patch and its mirror image by the mean of both, so that a face and the same face in a mirror read alike. Per cell:
 *
 *     six means of the slope's length, by its direction (split between the two nearest), / (RMS of the patch's slope + .2 · the face's mean slope + 1)
 *     (mean brightness − the face's) / (the face's standard deviation + 8)
 *
 * A histogram of oriented gradients (Dalal and Triggs 2005) with the brightness left in: light, contrast and colour of skin cancel out,
 * what stays is where there are edges and shade.
 */
export function describePatch(shading: Shading, patch: Patch): Float32Array {
  const description = new Float32Array(patchLength(patch));
  addHalf(description, shading, patch, 1);
  addHalf(description, shading, patch, -1);
  return description;
}

function addHalf(description: Float32Array, shading: Shading, patch: Patch, side: 1 | -1): void {
  const { luma, mean, deviation, slope } = shading;
  const { columns, rows, cell } = patch;
  const area = cell * cell;
  const half = new Float32Array(description.length);
  const left = side === 1 ? patch.x : CROP_SIZE - 1 - patch.x;
  let energy = 0;
  for (let row = 0, base = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++, base += VALUES) {
      let brightness = 0;
      for (let i = 0; i < area; i++) {
        const x = left + side * (column * cell + (i % cell));
        const pixel = (patch.y + row * cell + Math.floor(i / cell)) * CROP_SIZE + x;
        energy += addSlope(half, base, side * across(luma, pixel), down(luma, pixel));
        brightness += luma[pixel] ?? 0;
      }
      half[base + DIRECTIONS] = (brightness / area - mean) / (deviation + 8);
    }
  }
  const strength = Math.sqrt(energy / (rows * columns * area)) + FACE_SHARE * slope + 1;
  half.forEach((value, index) => {
    const isSlope = index % VALUES !== DIRECTIONS;
    description[index] = (description[index] ?? 0) + (isSlope ? value / area / strength : value) / 2;
  });
}

/** @returns The square of the slope's length. */
function addSlope(half: Float32Array, base: number, x: number, y: number): number {
  const squared = x * x + y * y;
  const direction = ((Math.atan2(y, x) / (2 * Math.PI) + 1) % 1) * DIRECTIONS;
  const lower = Math.floor(direction);
  const share = direction - lower;
  const length = Math.sqrt(squared);
  const [first, second] = [base + (lower % DIRECTIONS), base + ((lower + 1) % DIRECTIONS)];
  half[first] = (half[first] ?? 0) + length * (1 - share);
  half[second] = (half[second] ?? 0) + length * share;
  return squared;
}

function across(luma: Float32Array, pixel: number): number {
  return (luma[pixel + 1] ?? 0) - (luma[pixel - 1] ?? 0);
}

function down(luma: Float32Array, pixel: number): number {
  return (luma[pixel + CROP_SIZE] ?? 0) - (luma[pixel - CROP_SIZE] ?? 0);
}
