import { FaceAuthError } from '../../errors.ts';
import { CROP_SIZE } from '../alignment/crop.ts';
import type { Recognise } from '../measure-face.ts';
import { unitSum } from '../unit-sum.ts';
import { loadNet } from './load-net.ts';

/** A recogniser's ONNX file, and what it wants: a value v of 0..255 as `scale·v + offset`. */
export interface RecogniserNet {
  readonly file: string;
  readonly scale: number;
  readonly offset: number;
}

const PIXELS = CROP_SIZE * CROP_SIZE;

/**
 * Loads a recogniser with ArcFace's input: aligned crops of 112×112 RGB pixels, as planes [N, 3, 112, 112] or pixel by pixel
 * [N, 112, 112, 3]; N may be fixed to 1, for crop and mirror image go one after the other (both at once take 7 % longer). Vectors have the length of its only output and are scaled to unit length.
 *
 * @throws FaceAuthError 'recogniser-unusable' when it cannot be loaded, or its input is another one.
 */
export async function loadRecogniser({ file, scale, offset }: RecogniserNet): Promise<Recognise> {
  const net = await loadNet(file).catch((cause: unknown) => {
    throw new FaceAuthError('recogniser-unusable', { file, problem: (cause as Error).message }, { cause });
  });
  const strides = inputStrides(net.inputShape);
  if (strides === undefined) {
    const problem = `takes ${net.inputShape.join('×')} numbers, not N×3×112×112 or N×112×112×3`;
    throw new FaceAuthError('recogniser-unusable', { file, problem });
  }
  const values = new Float32Array(3 * PIXELS);
  const write = (crop: Float32Array, isMirrored: boolean): void => {
    const step = isMirrored ? -strides.pixel : strides.pixel;
    let source = 0;
    for (let row = 0; row < CROP_SIZE; row++) {
      let target = strides.pixel * (row * CROP_SIZE + (isMirrored ? CROP_SIZE - 1 : 0));
      for (let column = 0; column < CROP_SIZE; column++, target += step) {
        values[target] = scale * crop[source++]! + offset;
        values[target + strides.channel] = scale * crop[source++]! + offset;
        values[target + 2 * strides.channel] = scale * crop[source++]! + offset;
      }
    }
  };
  const outputFor = async (crop: Float32Array, isMirrored: boolean): Promise<Float32Array> => {
    write(crop, isMirrored);
    const [output] = await net.run(values, 1);
    values.fill(0);
    if (!output) throw new Error(`${file} has no output`);
    return output;
  };

  return async (crop, how) => {
    const plain = await outputFor(crop, false);
    if (how === 'quick') return unitSum([plain]);
    return unitSum([plain, await outputFor(crop, true)]);
  };
}

/** How far apart channels and pixels lie in the input. */
function inputStrides([, ...shape]: readonly number[]): { channel: number; pixel: number } | undefined {
  if (shape.join() === [3, CROP_SIZE, CROP_SIZE].join()) return { channel: PIXELS, pixel: 1 };
  if (shape.join() === [CROP_SIZE, CROP_SIZE, 3].join()) return { channel: 1, pixel: 3 };
  return undefined;
}
