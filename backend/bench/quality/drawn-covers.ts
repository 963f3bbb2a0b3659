import sharp from 'sharp';
import type { Cover } from '../../src/face/engine.ts';
import type { Picture } from '../../src/face/picture.ts';
import { drawBar, drawClearGlasses, drawSunglasses } from './draw-glasses.ts';
import { drawHandOverEyes, drawHandOverMouth } from './draw-hand.ts';
import { drawBox, drawMask, drawScarf } from './draw-mask.ts';
import type { Colour, Draw } from './face-canvas.ts';
import { between, type Random } from './random.ts';

/** Something that can be drawn before a face, and what of the face it covers. */
export interface DrawnCover {
  readonly covers: keyof Cover | 'nothing';
  readonly draw: Draw;
}

export const DRAWN_COVERS = {
  bar: { covers: 'eyes', draw: drawBar },
  sunglasses: { covers: 'eyes', draw: drawSunglasses },
  'hand over the eyes': { covers: 'eyes', draw: drawHandOverEyes },
  mask: { covers: 'mouth', draw: drawMask },
  box: { covers: 'mouth', draw: drawBox },
  scarf: { covers: 'mouth', draw: drawScarf },
  'hand over the mouth': { covers: 'mouth', draw: drawHandOverMouth },
  'clear glasses': { covers: 'nothing', draw: drawClearGlasses },
} as const satisfies Record<string, DrawnCover>;

export type CoverName = keyof typeof DRAWN_COVERS;

/** Cheeks, forehead and the bridge of the nose. */
const SKIN_POINTS = [50, 280, 101, 330, 205, 425, 9, 151, 107, 336, 117, 346];

/**
 * The picture with something drawn before the face that the mesh describes, a little soft like the picture; a JPEG.
 *
 * @param mesh In pixels of the picture.
 */
export async function coverFace(
  picture: Picture,
  mesh: Float32Array,
  name: CoverName,
  random: Random,
): Promise<Uint8Array> {
  const { data, width, height } = picture;
  const svg = DRAWN_COVERS[name].draw({ width, height, mesh, skin: skinOf(picture, mesh) }, random);
  const drawing = await sharp(Buffer.from(svg))
    .blur(between(random, 0.3, 0.9))
    .png()
    .toBuffer();
  return sharp(data, { raw: { width, height, channels: 3 } })
    .composite([{ input: drawing }])
    .jpeg({ quality: 92 })
    .toBuffer();
}

/** The median colour of the face's bare places. */
function skinOf({ data, width, height }: Picture, mesh: Float32Array): Colour {
  const places = SKIN_POINTS.map((point) => {
    const x = Math.max(0, Math.min(width - 1, Math.round(mesh[3 * point] ?? 0)));
    const y = Math.max(0, Math.min(height - 1, Math.round(mesh[3 * point + 1] ?? 0)));
    return 3 * (y * width + x);
  });
  const median = (channel: number): number => {
    const values = places.map((place) => data[place + channel] ?? 0).sort((one, other) => one - other);
    return values[values.length >> 1] ?? 0;
  };
  return [median(0), median(1), median(2)];
}
