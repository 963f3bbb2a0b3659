import sharp from 'sharp';
import { FaceAuthError } from '../../errors.ts';
import type { DecodedPicture } from './decoded-picture.ts';
import { readJpegHeader, type JpegHeader } from './jpeg-header.ts';

const MAX_BYTES = 2 * 1024 * 1024;
const MAX_PIXELS = 4_000_000;

const PROGRESSIVE = 2;
/** Encoders write about ten. Each goes over the whole picture, however few bytes it has: thousands of them would take a core for minutes. */
const MAX_SCANS = 64;
const SCAN = Buffer.of(0xff, 0xda);

/** Longest side of what the nets see, in pixels; a larger picture costs time and gains nothing. */
const MAX_SIDE = 640;

sharp.cache(false);
sharp.concurrency(1);

/**
 * Decodes one JPEG as a page sends it: upright, in sRGB, scaled down to at most 640×640. Its header is checked before anything
 * is decoded.
 *
 * @throws FaceAuthError 'picture-empty', 'picture-not-jpeg', 'picture-too-many-bytes', 'picture-too-many-pixels',
 * 'picture-unsupported' or 'picture-damaged'.
 */
export async function decodeCameraPicture(jpeg: Uint8Array): Promise<DecodedPicture> {
  const header = checkedHeader(jpeg);
  try {
    return await decode(jpeg, header);
  } catch (cause) {
    throw new FaceAuthError('picture-damaged', { problem: (cause as Error).message }, { cause });
  }
}

function checkedHeader(jpeg: Uint8Array): JpegHeader {
  if (jpeg.byteLength === 0) throw new FaceAuthError('picture-empty');
  if (jpeg[0] !== 0xff || jpeg[1] !== 0xd8) throw new FaceAuthError('picture-not-jpeg');
  if (jpeg.byteLength > MAX_BYTES) throw new FaceAuthError('picture-too-many-bytes', { bytes: jpeg.byteLength });

  const header = readJpegHeader(jpeg);
  if (header === undefined) throw new FaceAuthError('picture-damaged', { problem: 'no header of a picture' });
  const { width, height, components, precision, process } = header;
  if (process > 2 || precision !== 8 || (components !== 1 && components !== 3)) {
    throw new FaceAuthError('picture-unsupported', { process, precision, components });
  }
  if (process === PROGRESSIVE && countScans(jpeg) > MAX_SCANS) {
    throw new FaceAuthError('picture-unsupported', { problem: `more than ${MAX_SCANS} scans` });
  }
  if (width === 0 || height === 0) throw new FaceAuthError('picture-damaged', { problem: 'no pixels' });
  if (width * height > MAX_PIXELS) throw new FaceAuthError('picture-too-many-pixels', { width, height });
  return header;
}

function countScans(jpeg: Uint8Array): number {
  const bytes = Buffer.from(jpeg.buffer, jpeg.byteOffset, jpeg.byteLength);
  let scans = 0;
  for (let at = bytes.indexOf(SCAN); at !== -1; at = bytes.indexOf(SCAN, at + 2)) scans++;
  return scans;
}

async function decode(jpeg: Uint8Array, { width, height, hasExif }: JpegHeader): Promise<DecodedPicture> {
  let image = sharp(jpeg, { limitInputPixels: MAX_PIXELS, failOn: 'warning' });
  // Asking costs time, and what a page draws has no such data.
  const upright = hasExif ? (await image.metadata()).autoOrient : { width, height };
  if (hasExif) image = image.autoOrient();
  if (Math.max(width, height) > MAX_SIDE) image = image.resize(MAX_SIDE, MAX_SIDE, { fit: 'inside' });
  const { data, info } = await image.toColourspace('srgb').raw().toBuffer({ resolveWithObject: true });
  return { picture: { data, width: info.width, height: info.height }, ...upright };
}
