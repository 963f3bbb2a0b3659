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

/** Six directions, 60° apart, in which light grows; each with its opposite on the next place. */
const DIRECTIONS = 6;
const [COS_60, SIN_60] = [0.5, Math.sqrt(3) / 2];
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
  let sum = 0;
  let squares = 0;
  let slopes = 0;
  let count = 0;
  for (let y = FACE.top; y < FACE.bottom; y += STRIDE) {
    for (let x = FACE.left; x < FACE.right; x += STRIDE) {
      const pixel = y * CROP_SIZE + x;
      const value = luma[pixel] ?? 0;
      sum += value;
      squares += value * value;
      slopes += Math.sqrt(across(luma, pixel) ** 2 + down(luma, pixel) ** 2);
      count++;
    }
  }
  const mean = sum / count;
  return { luma, mean, deviation: Math.sqrt(Math.max(0, squares / count - mean * mean)), slope: slopes / count };
}

/**
 * Describes a patch and its mirror image by the mean of both, so that a face and the same face in a mirror read alike. Per cell:
 *
 *     for six directions u: mean of max(0, slope · u) / (RMS of the patch's slope + .2 · the face's mean slope + 1)
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
  let energy = 0;
  for (let index = 0; index < rows * columns; index++) {
    const x = patch.x + (index % columns) * cell;
    const y = patch.y + Math.floor(index / columns) * cell;
    energy += addCell(half, VALUES * index, luma, side === 1 ? x : CROP_SIZE - 1 - x, y, cell, side);
  }
  const slopeScale = 1 / (area * (Math.sqrt(energy / (rows * columns * area)) + FACE_SHARE * slope + 1));
  for (let index = 0; index < half.length; index++) {
    const value = half[index] ?? 0;
    const scaled = index % VALUES === DIRECTIONS ? (value / area - mean) / (deviation + 8) : value * slopeScale;
    description[index] = (description[index] ?? 0) + scaled / 2;
  }
}

/** Adds up a cell's slopes by direction, and its brightness. @returns The sum of the squares of the slopes' lengths. */
function addCell(
  half: Float32Array,
  base: number,
  luma: Float32Array,
  left: number,
  top: number,
  cell: number,
  side: 1 | -1,
): number {
  let energy = 0;
  let brightness = 0;
  for (let y = top; y < top + cell; y++) {
    for (let step = 0; step < cell; step++) {
      const pixel = y * CROP_SIZE + left + side * step;
      const slopeX = side * across(luma, pixel);
      const slopeY = down(luma, pixel);
      addDirected(half, base, slopeX);
      addDirected(half, base + 2, COS_60 * slopeX + SIN_60 * slopeY);
      addDirected(half, base + 4, SIN_60 * slopeY - COS_60 * slopeX);
      energy += slopeX * slopeX + slopeY * slopeY;
      brightness += luma[pixel] ?? 0;
    }
  }
  half[base + DIRECTIONS] = brightness;
  return energy;
}

function addDirected(half: Float32Array, index: number, slope: number): void {
  if (slope > 0) half[index] = (half[index] ?? 0) + slope;
  else half[index + 1] = (half[index + 1] ?? 0) - slope;
}

function across(luma: Float32Array, pixel: number): number {
  return (luma[pixel + 1] ?? 0) - (luma[pixel - 1] ?? 0);
}

function down(luma: Float32Array, pixel: number): number {
  return (luma[pixel + CROP_SIZE] ?? 0) - (luma[pixel - CROP_SIZE] ?? 0);
}
