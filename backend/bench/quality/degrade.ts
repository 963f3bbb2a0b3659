import sharp, { type Sharp } from 'sharp';
import { fivePoints } from '../../src/face/alignment/five-points.ts';
import type { Box } from '../../src/face/engine.ts';
import type { Picture } from '../../src/face/picture.ts';

/** A picture made worse in one way, and where its face is now. */
export interface Degraded {
  readonly jpeg: Uint8Array;
  readonly box: Box;
}

/** A camera's smallest frame. */
const FRAME = { width: 320, height: 240 };
const GREY = '#8a8a80';

/** The photo in the middle of a small frame, so small that its face has the height in pixels. */
export async function fromAfar(picture: Picture, box: Box, height: number): Promise<Degraded> {
  const scale = height / box.height;
  const [width, tall] = [Math.round(picture.width * scale), Math.round(picture.height * scale)];
  const [left, top] = [Math.round((FRAME.width - width) / 2), Math.round((FRAME.height - tall) / 2)];
  const input = await imageOf(picture).resize(width, tall, { kernel: 'cubic' }).png().toBuffer();
  const frame = sharp({ create: { ...FRAME, channels: 3, background: GREY } }).composite([{ input, left, top }]);
  return {
    jpeg: await asJpeg(frame),
    box: { x: left + box.x * scale, y: top + box.y * scale, width: box.width * scale, height: box.height * scale },
  };
}

/** @param sigma Of the Gaussian, in pixels. */
export async function blurred(picture: Picture, box: Box, sigma: number): Promise<Degraded> {
  return { jpeg: await asJpeg(imageOf(picture).blur(sigma)), box };
}

/** All values times a factor; what is more than white is white. */
export async function exposed(picture: Picture, box: Box, factor: number): Promise<Degraded> {
  return { jpeg: await asJpeg(imageOf(picture).linear(factor, 0)), box };
}

/** Light from the picture's left alone: times 1 there and `least` on the other side, `least + (1 − least) / (1 + exp(t / .15))`, t in distances of the eyes from the middle between them. */
export async function litFromLeft(picture: Picture, mesh: Float32Array, box: Box, least: number): Promise<Degraded> {
  const [left, right] = fivePoints(mesh);
  const [dx, dy] = [right[0] - left[0], right[1] - left[1]];
  const [middleX, middleY] = [(left[0] + right[0]) / 2, (left[1] + right[1]) / 2];
  const data = picture.data.map((value, index) => {
    const pixel = Math.floor(index / 3);
    const [x, y] = [(pixel % picture.width) - middleX, Math.floor(pixel / picture.width) - middleY];
    const along = (x * dx + y * dy) / (dx * dx + dy * dy);
    return value * (least + (1 - least) / (1 + Math.exp(along / 0.15)));
  });
  return { jpeg: await asJpeg(imageOf({ ...picture, data })), box };
}

function imageOf({ data, width, height }: Picture): Sharp {
  return sharp(data, { raw: { width, height, channels: 3 } });
}

function asJpeg(image: Sharp): Promise<Buffer> {
  return image.jpeg({ quality: 90 }).toBuffer();
}
