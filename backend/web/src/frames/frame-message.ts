/** Length of the header before the JPEG, in bytes. */
export const HEADER_BYTES = 14;

export interface FrameHead {
  readonly sequence: number;
  /** When the picture was taken, ms since the epoch. */
  readonly capturedAt: number;
  /** Width of the JPEG in pixels. */
  readonly width: number;
}

/** One binary message of the socket: sequence u32, capture time f64, width u16 (big-endian), then the JPEG. */
export function frameMessage({ sequence, capturedAt, width }: FrameHead, jpeg: ArrayBuffer): ArrayBuffer {
  const message = new Uint8Array(HEADER_BYTES + jpeg.byteLength);
  const head = new DataView(message.buffer);
  head.setUint32(0, sequence);
  head.setFloat64(4, capturedAt);
  head.setUint16(12, width);
  message.set(new Uint8Array(jpeg), HEADER_BYTES);
  return message.buffer;
}
