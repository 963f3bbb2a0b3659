import sharp from 'sharp';
import { retime, type Clip } from '../tools/clip.ts';
import { swing } from '../tools/timeline.ts';

const WIDTH = 640;
const HEIGHT = 480;
const SECONDS = 20;
const FPS = 10;

/** The same clip in a dark room. */
export async function darkened(clip: Clip, light = 0.12): Promise<Clip> {
  const seen = new Map<Uint8Array, Promise<Uint8Array>>();
  const frames = clip.frames.map((frame) => {
    const dark = seen.get(frame) ?? sharp(frame).linear(light, 0).jpeg({ quality: 90 }).toBuffer();
    seen.set(frame, dark);
    return dark;
  });
  return { frames: await Promise.all(frames), fps: clip.fps };
}

/** A wall and a lamp, nobody there. */
export async function emptyRoom(): Promise<Clip> {
  const lamp = Buffer.from(
    `<svg width="${WIDTH}" height="${HEIGHT}"><rect width="100%" height="100%" fill="#b8b2a6"/>` +
      '<rect x="430" y="150" width="8" height="330" fill="#444"/><path d="M380 150 h110 l-25 -70 h-60 Z" fill="#f4e3b5"/></svg>',
  );
  const frame = await sharp(lamp).jpeg({ quality: 90 }).toBuffer();
  return { frames: Array.from({ length: SECONDS * FPS }, () => frame), fps: FPS };
}

/**
 * Two people side by side before one camera, each alive in an own half.
 *
 * @param nearer How much nearer than in the own clip the left one is to the camera, from 1 on.
 */
export async function sideBySide(left: Clip, right: Clip, nearer: number): Promise<Clip> {
  const [width, height] = [WIDTH / 2, HEIGHT];
  const half = async (frame: Uint8Array, zoom: number): Promise<Buffer> => {
    const whole = { width: Math.round(width * zoom), height: Math.round(height * zoom) };
    const [x, y] = [Math.round((whole.width - width) / 2), Math.round((whole.height - height) / 2)];
    return sharp(frame)
      .resize({ ...whole, fit: 'cover' })
      .extract({ left: x, top: y, width, height })
      .toBuffer();
  };
  const [ours, theirs] = [retime(left, FPS).frames, retime(right, FPS).frames];
  const frames = Array.from({ length: 5 * FPS }, async (_, index) =>
    sharp({ create: { width: WIDTH, height: HEIGHT, channels: 3, background: '#000' } })
      .composite([
        { input: await half(ours[index] as Uint8Array, nearer), left: 0, top: 0 },
        { input: await half(theirs[index] as Uint8Array, 1), left: width, top: 0 },
      ])
      .jpeg({ quality: 90 })
      .toBuffer(),
  );
  return { frames: swing(await Promise.all(frames), SECONDS * FPS), fps: FPS };
}
