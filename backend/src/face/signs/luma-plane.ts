import { CROP_SIZE } from '../alignment/crop.ts';
import type { Point } from '../alignment/five-points.ts';

/** Brightness of an aligned crop, a little smoothed: luma of ITU-R BT.601, 0..255, row by row. */
export type LumaPlane = Float32Array;

/** A window about a pixel: columns and rows on each side of it. */
export interface Window {
  readonly columns: number;
  readonly rows: number;
}

/** Which part of the crop is smoothed: forehead to chin, cheek to cheek. */
const FACE = { left: 8, right: 103, top: 12, bottom: 108 } as const;

/**
 * Smoothed with binomial weights of seven neighbours (σ = 1.2): grain and pores go, an iris of six pixels stays.
 *
 * @param crop 112×112 RGB values of 0..255, see `cropFace`.
 */
export function lumaPlane(crop: Float32Array): LumaPlane {
  const luma = new Float32Array(CROP_SIZE * CROP_SIZE);
  for (let pixel = 0, i = 0; pixel < luma.length; pixel++, i += 3) {
    luma[pixel] = 0.299 * crop[i]! + 0.587 * crop[i + 1]! + 0.114 * crop[i + 2]!;
  }
  const across = new Float32Array(luma.length);
  for (let y = FACE.top - 3; y <= FACE.bottom + 3; y++) smoothRow(luma, across, y, 1);
  for (let y = FACE.top; y <= FACE.bottom; y++) smoothRow(across, luma, y, CROP_SIZE);
  return luma;
}

/** @param step To the neighbour: 1 across, the width of the crop down. */
function smoothRow(from: Float32Array, to: Float32Array, y: number, step: number): void {
  const start = y * CROP_SIZE;
  for (let i = start + FACE.left; i <= start + FACE.right; i++) {
    to[i] =
      (20 * from[i]! +
        15 * (from[i - step]! + from[i + step]!) +
        6 * (from[i - 2 * step]! + from[i + 2 * step]!) +
        from[i - 3 * step]! +
        from[i + 3 * step]!) /
      64;
  }
}

/** Brightness at whole coordinates; beyond the face that of its edge. */
export function lumaAt(plane: LumaPlane, x: number, y: number): number {
  return plane[pixelAt(x, y)]!;
}

/** How brightness changes from left to right, over two pixels. */
export function changeAcross(plane: LumaPlane, x: number, y: number): number {
  const pixel = pixelAt(x, y);
  return plane[pixel + 1]! - plane[pixel - 1]!;
}

/** How brightness changes from above to below, over two pixels. */
export function changeDown(plane: LumaPlane, x: number, y: number): number {
  const pixel = pixelAt(x, y);
  return plane[pixel + CROP_SIZE]! - plane[pixel - CROP_SIZE]!;
}

/** Inside the face, and one pixel off its edge, so that both neighbours are smoothed too. */
function pixelAt(x: number, y: number): number {
  const column = x <= FACE.left ? FACE.left + 1 : x >= FACE.right ? FACE.right - 1 : x;
  const row = y <= FACE.top ? FACE.top + 1 : y >= FACE.bottom ? FACE.bottom - 1 : y;
  return row * CROP_SIZE + column;
}

/** The mean of a value over the pixels of a window. */
export function meanOver(
  plane: LumaPlane,
  [x, y]: Point,
  { columns, rows }: Window,
  value: (plane: LumaPlane, x: number, y: number) => number,
): number {
  let sum = 0;
  for (let dy = -rows; dy <= rows; dy++) {
    for (let dx = -columns; dx <= columns; dx++) sum += value(plane, x + dx, y + dy);
  }
  return sum / ((2 * columns + 1) * (2 * rows + 1));
}
