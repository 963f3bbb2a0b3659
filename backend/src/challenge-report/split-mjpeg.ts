const START = Buffer.from([0xff, 0xd8]);
const END = Buffer.from([0xff, 0xd9]);

/**
 * Takes a `.mjpeg` (JPEGs one after another) apart: a picture ends where an end marker is followed by the next start marker or
 * by nothing, since both markers can occur alone inside a thumbnail.
 *
 * @returns The pictures, as views of the content; none when it does not begin with a JPEG or breaks off inside one.
 */
export function splitMjpeg(content: Uint8Array): Uint8Array[] {
  const buffer = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
  const frames: Uint8Array[] = [];
  if (!buffer.subarray(0, 2).equals(START)) return frames;
  let start = 0;
  for (let end = buffer.indexOf(END); end >= 0; end = buffer.indexOf(END, end + 2)) {
    const next = end + 2;
    if (next < buffer.length && !buffer.subarray(next, next + 2).equals(START)) continue;
    frames.push(buffer.subarray(start, next));
    start = next;
  }
  return start === buffer.length ? frames : [];
}
