/** What the header of a JPEG says about its picture (ITU-T T.81, annex B). */
export interface JpegHeader {
  /** Before any turning that its EXIF data ask for. */
  readonly width: number;
  readonly height: number;
  /** 1 is grey, 3 is colour, 4 is CMYK. */
  readonly components: number;
  /** Bits of a sample. */
  readonly precision: number;
  /** The coding: 0 and 1 are baseline and extended, 2 is progressive, the others are lossless, hierarchical or arithmetic. */
  readonly process: number;
  readonly hasExif: boolean;
}

const EXIF = 'Exif\0\0';
/** Start of a frame, all kinds; the numbers between them are tables. */
const isFrame = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
const START_OF_SCAN = 0xda;
const END_OF_IMAGE = 0xd9;
const APP1 = 0xe1;
const FILL = 0xff;

/** Reads up to the frame header; undefined when the segments before it are damaged or there is none. */
export function readJpegHeader(jpeg: Uint8Array): JpegHeader | undefined {
  const view = new DataView(jpeg.buffer, jpeg.byteOffset, jpeg.byteLength);
  let hasExif = false;
  let at = 2;
  while (at + 4 <= view.byteLength) {
    if (view.getUint8(at) !== 0xff) return undefined;
    const marker = view.getUint8(at + 1);
    if (marker === FILL) {
      at += 1;
      continue;
    }
    if (marker === START_OF_SCAN || marker === END_OF_IMAGE) return undefined;

    const length = view.getUint16(at + 2);
    if (length < 2 || at + 2 + length > view.byteLength) return undefined;
    if (marker === APP1) hasExif ||= startsWith(jpeg, EXIF, at + 4);
    if (isFrame(marker)) return length < 8 ? undefined : { ...frameAt(view, at + 4), process: marker - 0xc0, hasExif };
    at += 2 + length;
  }
  return undefined;
}

function frameAt(view: DataView, at: number): Pick<JpegHeader, 'precision' | 'height' | 'width' | 'components'> {
  return {
    precision: view.getUint8(at),
    height: view.getUint16(at + 1),
    width: view.getUint16(at + 3),
    components: view.getUint8(at + 5),
  };
}

function startsWith(bytes: Uint8Array, text: string, at: number): boolean {
  return [...text].every((character, index) => bytes[at + index] === character.charCodeAt(0));
}
