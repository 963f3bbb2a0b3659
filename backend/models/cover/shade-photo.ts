import sharp, { type Sharp } from 'sharp';
import { fivePoints } from '../../src/face/alignment/five-points.ts';
import type { Picture } from '../../src/face/picture.ts';
import { between, type Random } from './random.ts';

/** What light and camera do to a photo; none of it covers a face. */
export const SHADES = ['grey', 'dark', 'bright', 'blurred', 'lit from a side'] as const;
export type Shade = (typeof SHADES)[number];

/** The photo in another light or out of focus, a JPEG. @param mesh Of its face, in pixels of the picture. */
export async function shadePhoto(
  picture: Picture,
  mesh: Float32Array,
  shade: Shade,
  random: Random,
): Promise<Uint8Array> {
  const { width, height } = picture;
  const image = (data: Uint8Array) => sharp(data, { raw: { width, height, channels: 3 } });
  const shaded = (): Sharp => {
    switch (shade) {
      case 'grey':
        return image(picture.data).grayscale();
      case 'dark':
        return image(picture.data).linear(between(random, 0.15, 0.6), 0);
      case 'bright':
        return image(picture.data).linear(between(random, 1.3, 2.2), 0);
      case 'blurred':
        return image(picture.data).blur(between(random, 0.6, 2));
      case 'lit from a side':
        return image(sideLit(picture, mesh, random));
    }
  };
  return shaded().jpeg({ quality: 90 }).toBuffer();
}

/** Light falls off across the face, from a side or from above: by `low + (1 − low) / (1 + exp(−t / width))`, t in distances of the eyes. */
function sideLit({ data, width }: Picture, mesh: Float32Array, random: Random): Uint8Array {
  const [left, right] = fivePoints(mesh);
  const [dx, dy] = [right[0] - left[0], right[1] - left[1]];
  const squared = dx * dx + dy * dy;
  const [towardsX, towardsY] = random() < 0.3 ? [dy, -dx] : random() < 0.5 ? [dx, dy] : [-dx, -dy];
  const low = between(random, 0.1, 0.5);
  const fall = between(random, 0.08, 0.3);
  return data.map((value, index) => {
    const pixel = Math.floor(index / 3);
    const x = (pixel % width) - (left[0] + right[0]) / 2;
    const y = Math.floor(pixel / width) - (left[1] + right[1]) / 2;
    const along = (x * towardsX + y * towardsY) / squared;
    return value * (low + (1 - low) / (1 + Math.exp(-along / fall)));
  });
}
