import sharp, { type Sharp } from 'sharp';
import { fivePoints } from '../../src/face/alignment/five-points.ts';
import type { Picture } from '../../src/face/picture.ts';
import { between, type Random } from './random.ts';

/** What light, distance and camera do to a photo; none of it covers a face. */
export const SHADES = ['grey', 'dark', 'bright', 'blurred', 'noisy', 'far away', 'lit from a side'] as const;
export type Shade = (typeof SHADES)[number];

/** The photo in another light or by a worse camera, of the same size; a JPEG. @param mesh Of its face, in pixels of the picture. */
export async function shadePhoto(
  picture: Picture,
  mesh: Float32Array,
  shade: Shade,
  random: Random,
): Promise<Uint8Array> {
  const shaded = await inAnotherLight(picture, mesh, shade, random);
  return shaded.jpeg({ quality: 90 }).toBuffer();
}

async function inAnotherLight(picture: Picture, mesh: Float32Array, shade: Shade, random: Random): Promise<Sharp> {
  switch (shade) {
    case 'grey':
      return imageOf(picture).grayscale();
    case 'dark':
      return imageOf(picture).linear(between(random, 0.15, 0.6), 0);
    case 'bright':
      return imageOf(picture).linear(between(random, 1.3, 2.2), 0);
    case 'blurred':
      return imageOf(picture).blur(between(random, 0.6, 2));
    case 'noisy':
      return imageOf(noisy(picture, between(random, 4, 18), random));
    case 'far away':
      return farAway(picture, between(random, 0.3, 0.6));
    case 'lit from a side':
      return imageOf(sideLit(picture, mesh, random));
  }
}

function imageOf({ data, width, height }: Picture): Sharp {
  return sharp(data, { raw: { width, height, channels: 3 } });
}

/** Normally distributed noise of each value (Box and Muller 1958). */
function noisy(picture: Picture, deviation: number, random: Random): Picture {
  const noise = (): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const data = picture.data.map((value) => Math.max(0, Math.min(255, value + deviation * noise())));
  return { ...picture, data };
}

/** As few pixels as a distant face has, enlarged again. */
async function farAway(picture: Picture, share: number): Promise<Sharp> {
  const [width, height] = [Math.round(share * picture.width), Math.round(share * picture.height)];
  const data = await imageOf(picture).resize(width, height).raw().toBuffer();
  return imageOf({ data, width, height }).resize(picture.width, picture.height);
}

/** Light falls off across the face, from a side or from above: by `low + (1 − low) / (1 + exp(−t / fall))`, t in distances of the eyes. */
function sideLit(picture: Picture, mesh: Float32Array, random: Random): Picture {
  const [left, right] = fivePoints(mesh);
  const [dx, dy] = [right[0] - left[0], right[1] - left[1]];
  const squared = dx * dx + dy * dy;
  const [towardsX, towardsY] = random() < 0.3 ? [dy, -dx] : random() < 0.5 ? [dx, dy] : [-dx, -dy];
  const low = between(random, 0.1, 0.5);
  const fall = between(random, 0.08, 0.3);
  const data = picture.data.map((value, index) => {
    const pixel = Math.floor(index / 3);
    const x = (pixel % picture.width) - (left[0] + right[0]) / 2;
    const y = Math.floor(pixel / picture.width) - (left[1] + right[1]) / 2;
    const along = (x * towardsX + y * towardsY) / squared;
    return value * (low + (1 - low) / (1 + Math.exp(-along / fall)));
  });
  return { ...picture, data };
}
