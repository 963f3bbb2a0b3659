import type { Picture } from '../picture.ts';

/** One channel's value at a place between pixels, bilinear, where not all four neighbours need lie in the picture: black outside. */
export function edgeSample({ data, width, height }: Picture, x: number, y: number, channel: number): number {
  if (x <= -1 || y <= -1 || x >= width || y >= height) return 0;
  let value = 0;
  for (let corner = 0; corner < 4; corner++) {
    const column = Math.floor(x) + (corner & 1);
    const row = Math.floor(y) + (corner >> 1);
    if (column < 0 || row < 0 || column >= width || row >= height) continue;
    value += (1 - Math.abs(x - column)) * (1 - Math.abs(y - row)) * data[3 * (row * width + column) + channel]!;
  }
  return value;
}
