import type { AnalyseOptions, PictureFacts } from './engine.ts';
import { boundingBox, measureFace, type FoundFace, type Recognise } from './measure-face.ts';
import type { Picture } from './picture.ts';
import { decodeCameraPicture } from './picture/decode-camera-picture.ts';
import { decodePhoto } from './picture/decode-photo.ts';
import { prominence } from './prominence.ts';
import { brightness } from './signs/light.ts';

/**
 * Judges pictures in this thread, one at a time: the next call must wait for the last one's answer.
 *
 * @throws FaceAuthError 'picture-…'
 */
export type Analyser = (file: Uint8Array, options: AnalyseOptions) => Promise<PictureFacts>;

/** What sets the engines apart: the nets, and what they run on. */
export interface Nets {
  /** The faces of a picture, in any order, two at most. */
  readonly findFaces: (picture: Picture, options: AnalyseOptions) => Promise<readonly FoundFace[]>;
  readonly recognise: Recognise;
}

/** Makes an analyser of an engine's nets; everything else is the same for all of them. */
export function makeAnalyser({ findFaces, recognise }: Nets): Analyser {
  return async (file, options) => {
    const { vector, source = 'camera' } = options;
    const decoded = source === 'camera' ? await decodeCameraPicture(file) : await decodePhoto(file);
    const { picture, width, height } = decoded;
    try {
      const found = await findFaces(picture, options);
      const prominenceOf = ({ mesh }: FoundFace): number => prominence(boundingBox(mesh), picture);
      const [first, ...others] = found.toSorted((one, other) => prominenceOf(other) - prominenceOf(one));
      const faces =
        first === undefined
          ? []
          : [
              await measureFace(first, decoded, vector === 'none' ? undefined : (crop) => recognise(crop, vector)),
              ...(await Promise.all(others.map((face) => measureFace(face, decoded)))),
            ];
      const whole = { x: 0, y: 0, width: picture.width, height: picture.height };
      return { width, height, faces, brightness: brightness(picture, whole) };
    } finally {
      discard(picture);
    }
  };
}

/** Overwrites a picture and gives its memory back at once: left to the garbage collector, tens of megabytes of pictures pile up. */
function discard({ data }: Picture): void {
  data.fill(0);
  if (data.buffer instanceof ArrayBuffer) data.buffer.transfer(0);
}
