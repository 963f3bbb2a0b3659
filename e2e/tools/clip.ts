import { renameSync, writeFileSync } from 'node:fs';

/** Pictures for a camera: JPEGs in the order they are shown. */
export interface Clip {
  readonly frames: readonly Uint8Array[];
  readonly fps: number;
}

/** Chromium plays a `.mjpeg` file at this rate, whatever was meant. */
export const CAMERA_FPS = 30;

const START = Buffer.from([0xff, 0xd8]);
const END = Buffer.from([0xff, 0xd9]);

/** The same length of time at another rate: pictures are repeated or left out, never mixed. */
export function retime(clip: Clip, fps: number): Clip {
  const count = Math.round((clip.frames.length / clip.fps) * fps);
  const frames = Array.from({ length: count }, (_, index) => {
    const at = Math.min(clip.frames.length - 1, Math.floor((index / fps) * clip.fps + 1e-6));
    return clip.frames[at] as Uint8Array;
  });
  return { frames, fps };
}

/** JPEGs one after another, for Chromium's fake camera. The file appears whole: an open camera never reads half of it. */
export function writeMjpeg(file: string, clip: Clip): void {
  const part = `${file}.part`;
  writeFileSync(part, Buffer.concat(retime(clip, CAMERA_FPS).frames));
  renameSync(part, file);
}

/**
 * Takes a `.mjpeg` apart: a picture ends where an end marker is followed by the next start marker or by nothing, since
 * both markers can occur alone inside a thumbnail.
 *
 * @throws Error when the content does not start with a JPEG.
 */
export function splitMjpeg(content: Uint8Array): Uint8Array[] {
  const buffer = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
  if (!buffer.subarray(0, 2).equals(START)) throw new Error('This is no .mjpeg file: it does not start with a JPEG');
  const frames: Uint8Array[] = [];
  let start = 0;
  for (let end = buffer.indexOf(END); end >= 0; end = buffer.indexOf(END, end + 2)) {
    const next = end + 2;
    if (next < buffer.length && !buffer.subarray(next, next + 2).equals(START)) continue;
    frames.push(buffer.subarray(start, next));
    start = next;
  }
  return frames;
}
