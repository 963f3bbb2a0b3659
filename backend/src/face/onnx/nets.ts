/** A tensor that goes into a net or comes out of it: 32-bit floats, row-major; `batch` is a size that is free. */
export interface NetTensor {
  readonly name: string;
  readonly shape: readonly (number | 'batch')[];
}

/** What a net's ONNX file wants and gives. */
export interface Net {
  /** In the models folder. */
  readonly file: string;
  /** RGB, one plane of the whole picture after the other. Each is `value · scale + offset` of a colour value of 0..255. */
  readonly input: NetTensor & { readonly scale: number; readonly offset: number };
  readonly outputs: readonly NetTensor[];
}

/**
 * The nets of the ONNX engine, written by `backend/models/prepare.ts`.
 *
 * - `blazeface` finds faces. `scores`: logits, one for each anchor, first 16×16 places of 16 pixels with 2 anchors each, then
 *   8×8 of 32 pixels with 6. `boxes`: for each anchor 16 numbers in pixels of the input: the box's middle, width and height,
 *   then x and y of six keypoints (the picture's left eye first, the other eye, nose, mouth, the two ears); middle and keypoints
 *   count from the middle of the anchor's place.
 * - `blazefaceCoarse` is the same net for smaller pictures: 8×8 places of 16 pixels and 4×4 of 32. At a quarter of the cost it
 *   finds faces of a sixth of the picture and more.
 * - `facemesh` fits a mesh. `points`: 468 times x, y, z in pixels of the input. `fit`: how sure it is of a face, 0..1.
 * - `iris` refines an eye. `points`: x, y, z in pixels of the input, of 71 points of the eye's outline and the brow, then of 5 of
 *   the iris. It knows the picture's left eye; the other has to be mirrored.
 * - `mobilefacenet` recognises. `vector`: of unit length, of a crop as `alignment` makes it.
 */
export const NETS = {
  blazeface: {
    file: 'blazeface.onnx',
    input: { name: 'picture', shape: [1, 3, 256, 256], scale: 1 / 127.5, offset: -1 },
    outputs: [
      { name: 'scores', shape: [1, 896] },
      { name: 'boxes', shape: [1, 896, 16] },
    ],
  },
  blazefaceCoarse: {
    file: 'blazeface-coarse.onnx',
    input: { name: 'picture', shape: [1, 3, 128, 128], scale: 1 / 127.5, offset: -1 },
    outputs: [
      { name: 'scores', shape: [1, 224] },
      { name: 'boxes', shape: [1, 224, 16] },
    ],
  },
  facemesh: {
    file: 'facemesh.onnx',
    input: { name: 'picture', shape: [1, 3, 192, 192], scale: 1 / 255, offset: 0 },
    outputs: [
      { name: 'points', shape: [1, 1404] },
      { name: 'fit', shape: [1, 1] },
    ],
  },
  iris: {
    file: 'iris.onnx',
    input: { name: 'picture', shape: ['batch', 3, 64, 64], scale: 1 / 255, offset: 0 },
    outputs: [{ name: 'points', shape: ['batch', 228] }],
  },
  mobilefacenet: {
    file: 'mobilefacenet.onnx',
    input: { name: 'picture', shape: ['batch', 3, 112, 112], scale: 1 / 128, offset: -127.5 / 128 },
    outputs: [{ name: 'vector', shape: ['batch', 192] }],
  },
} as const satisfies Record<string, Net>;

export type NetName = keyof typeof NETS;
