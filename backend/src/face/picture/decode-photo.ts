import sharp from 'sharp';
import { FaceAuthError } from '../../errors.ts';
import type { DecodedPicture } from './decoded-picture.ts';

const MAX_PIXELS = 100_000_000;

/** Longest side of what the nets see, in pixels. */
const MAX_SIDE = 1280;

/**
 * Decodes any picture file that sharp reads (JPEG, PNG, WebP, GIF, TIFF, AVIF, …): its first frame, upright, in sRGB of 8 bits,
 * before black where it is transparent, scaled down to at most 1280×1280. A file that is only slightly damaged is read as far as
 * it goes.
 *
 * @throws FaceAuthError 'picture-empty', 'picture-too-many-pixels' (more than 100 megapixels) or 'picture-invalid'.
 */
export async function decodePhoto(file: Uint8Array): Promise<DecodedPicture> {
  if (file.byteLength === 0) throw new FaceAuthError('picture-empty');
  try {
    return await decode(file);
  } catch (cause) {
    if (cause instanceof FaceAuthError) throw cause;
    throw new FaceAuthError('picture-invalid', { problem: (cause as Error).message }, { cause });
  }
}

async function decode(file: Uint8Array): Promise<DecodedPicture> {
  const image = sharp(file, { limitInputPixels: false, failOn: 'truncated' });
  const { width, height, pageHeight, autoOrient } = await image.metadata();
  if (width * (pageHeight ?? height) > MAX_PIXELS)
    throw new FaceAuthError('picture-too-many-pixels', { width, height });

  const { data, info } = await image
    .autoOrient()
    .resize(MAX_SIDE, MAX_SIDE, { fit: 'inside', withoutEnlargement: true })
    .flatten()
    .toColourspace('srgb')
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true });
  return { picture: { data, width: info.width, height: info.height }, ...autoOrient };
}
