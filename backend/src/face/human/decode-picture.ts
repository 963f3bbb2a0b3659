import sharp from 'sharp';
import { FaceAuthError } from '../../errors.ts';
import type { Picture } from '../picture.ts';

const MAX_BYTES = 2 * 1024 * 1024;
const MAX_PIXELS = 4_000_000;

/** Longest side of what the nets see, in pixels; a larger picture costs time and gains nothing. */
export const MAX_SIDE = 640;

/** A decoded picture, upright, scaled down to at most 640×640. */
export interface DecodedPicture {
  readonly picture: Picture;
  /** Size of the upright picture before scaling. */
  readonly width: number;
  readonly height: number;
}

sharp.cache(false);
sharp.concurrency(1);

/**
 * Decodes one JPEG upright, in sRGB. Its header is checked before anything is decoded.
 *
 * @throws FaceAuthError 'picture-invalid' when it is no whole JPEG of at most 2 MB and 4 megapixels.
 */
export async function decodePicture(jpeg: Uint8Array): Promise<DecodedPicture> {
  if (jpeg.byteLength > MAX_BYTES) throw new FaceAuthError('picture-invalid', { problem: 'too many bytes' });
  if (jpeg[0] !== 0xff || jpeg[1] !== 0xd8) throw new FaceAuthError('picture-invalid', { problem: 'not a JPEG' });
  try {
    return await decode(jpeg);
  } catch (cause) {
    throw new FaceAuthError('picture-invalid', { problem: 'cannot be decoded' }, { cause });
  }
}

async function decode(jpeg: Uint8Array): Promise<DecodedPicture> {
  const image = sharp(jpeg, { limitInputPixels: MAX_PIXELS, failOn: 'warning' });
  const { autoOrient } = await image.metadata();
  const { data, info } = await image
    .autoOrient()
    .toColourspace('srgb')
    .removeAlpha()
    .resize(MAX_SIDE, MAX_SIDE, { fit: 'inside', withoutEnlargement: true })
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { picture: { data, width: info.width, height: info.height }, ...autoOrient };
}
