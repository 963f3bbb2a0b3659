import sharp from 'sharp';
import { NETS, type NetName } from '../../src/face/onnx/nets.ts';

/** Where in a packaged face each net gets its picture from, in pixels: roughly what the engine would cut out. */
const SQUARES: Readonly<Record<NetName, { left: number; top: number; side: number }>> = {
  blazeface: { left: 40, top: 0, side: 240 },
  blazefaceCoarse: { left: 40, top: 0, side: 240 },
  facemesh: { left: 70, top: 30, side: 180 },
  iris: { left: 111, top: 83, side: 44 },
  mobilefacenet: { left: 90, top: 50, side: 140 },
};

/** A picture as a net takes it: RGB, interleaved, scaled to the net's range. */
export async function facePicture(net: NetName, jpeg: Uint8Array): Promise<Float32Array> {
  const { left, top, side } = SQUARES[net];
  const { shape, scale, offset } = NETS[net].input;
  const pixels = await sharp(jpeg)
    .extract({ left, top, width: side, height: side })
    .resize(shape[3], shape[2])
    .raw()
    .toBuffer();
  return Float32Array.from(pixels, (value) => value * scale + offset);
}
