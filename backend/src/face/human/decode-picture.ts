import sharp from 'sharp';
import { FaceAuthError } from '../../errors.ts';
import type { Picture } from '../picture.ts';

const MAX_BYTES = 2 * 1024 * 1024;
const MAX_PIXELS = 4_000_000;

/** Width and height of what the nets see; a larger picture costs time and gains nothing, a smaller one is enlarged for finer mesh points. */
export const SQUARE_SIZE = 640;

/** A decoded picture, scaled into the left upper corner of a black square. */
export interface SquarePicture {
  readonly square: Picture;
  /** Size of the upright picture before scaling. */
  readonly width: number;
  readonly height: number;
  /** Pixels of the square for one of the picture. */
  readonly scale: number;
}

sharp.cache(false);
sharp.concurrency(1);

/**
 * Decodes one JPEG upright, in sRGB. Its header is checked before anything is decoded.
 *
 * @throws FaceAuthError 'picture-invalid' when it is no whole JPEG of at most 2 MB and 4 megapixels.
 */
export async function decodePicture(jpeg: Uint8Array): Promise<SquarePicture> {
  if (jpeg.byteLength > MAX_BYTES) throw new FaceAuthError('picture-invalid', { problem: 'too many bytes' });
  if (jpeg[0] !== 0xff || jpeg[1] !== 0xd8) throw new FaceAuthError('picture-invalid', { problem: 'not a JPEG' });
  try {
    return await decode(jpeg);
  } catch (cause) {
    throw new FaceAuthError('picture-invalid', { problem: 'cannot be decoded' }, { cause });
  }
}

async function decode(jpeg: Uint8Array): Promise<SquarePicture> {
  const image = sharp(jpeg, { limitInputPixels: MAX_PIXELS, failOn: 'warning' });
  const { autoOrient } = await image.metadata();
  const scale = SQUARE_SIZE / Math.max(autoOrient.width, autoOrient.height);
  const data = await image
    .autoOrient()
    .toColourspace('srgb')
    .removeAlpha()
    .resize(SQUARE_SIZE, SQUARE_SIZE, { fit: 'contain', position: 'left top', background: '#000' })
    .raw()
    .toBuffer();
  return { square: { data, width: SQUARE_SIZE, height: SQUARE_SIZE }, ...autoOrient, scale };
}
