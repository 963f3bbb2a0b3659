import { FaceAuthError } from '../errors.ts';

export const FRAME_HEADER_BYTES = 14;
export const MAX_PICTURE_BYTES = 2 * 1024 * 1024;
const MAX_WIDTH = 8192;

/** One message of the page. */
export interface Frame {
  readonly sequence: number;
  /** When the page took it, by its own clock, ms. */
  readonly capturedAt: number;
  readonly width: number;
  /** A view into the message. */
  readonly jpeg: Uint8Array;
}

/**
 * Reads a message: sequence (u32), capture time (f64), width (u16), all big-endian, then the JPEG.
 *
 * @throws FaceAuthError 'frame-invalid'
 */
export function parseFrame(message: Uint8Array): Frame {
  const view = new DataView(message.buffer, message.byteOffset, message.byteLength);
  const jpegBytes = message.byteLength - FRAME_HEADER_BYTES;
  if (jpegBytes < 4 || jpegBytes > MAX_PICTURE_BYTES) throw new FaceAuthError('frame-invalid', { jpegBytes });

  const frame = {
    sequence: view.getUint32(0),
    capturedAt: view.getFloat64(4),
    width: view.getUint16(12),
    jpeg: message.subarray(FRAME_HEADER_BYTES),
  };
  const startsAsJpeg = frame.jpeg[0] === 0xff && frame.jpeg[1] === 0xd8;
  if (!Number.isFinite(frame.capturedAt) || frame.width < 1 || frame.width > MAX_WIDTH || !startsAsJpeg) {
    throw new FaceAuthError('frame-invalid', { width: frame.width, startsAsJpeg });
  }
  return frame;
}
