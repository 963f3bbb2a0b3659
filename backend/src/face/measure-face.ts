import { cropFace } from './alignment/crop.ts';
import type { FivePoints } from './alignment/five-points.ts';
import { similarityTransform } from './alignment/similarity-transform.ts';
import type { Box, FaceFacts } from './engine.ts';
import type { DecodedPicture } from './picture/decoded-picture.ts';
import { squareAround, toRegion } from './region.ts';
import { cover } from './signs/cover.ts';
import { cropPoints } from './signs/crop-points.ts';
import { brightness, evenness, sharpness } from './signs/light.ts';
import { eyeOpening, mouthOpening } from './signs/openings.ts';
import { pose } from './signs/pose.ts';

/** A face as an engine's nets found it; places in pixels of the decoded picture. */
export interface FoundFace {
  /** The detector's, 0..1; absent when it was not asked. */
  readonly confidence?: number;
  /** The mesh net's, 0..1. */
  readonly fit: number;
  /** 468 points, each x, y, z. */
  readonly mesh: Float32Array;
  /** What the recogniser is aligned on. */
  readonly points: FivePoints;
}

/** Computes the vector of an aligned crop (`cropFace`); `quick` of the crop alone, `full` of its mirror image too. */
export type Recognise = (crop: Float32Array, how: 'quick' | 'full') => Promise<Float32Array>;

/** Reads all signs of a face; its vector only with `recognise`. Places in the answer are in pixels of the picture before scaling. */
export async function measureFace(
  face: FoundFace,
  decoded: DecodedPicture,
  recognise?: (crop: Float32Array) => Promise<Float32Array>,
): Promise<FaceFacts> {
  const { picture } = decoded;
  const { mesh, points, fit, confidence } = face;
  const box = boundingBox(mesh);
  const transform = similarityTransform(points);
  const crop = cropFace(picture, transform);
  try {
    return {
      box: unscaledBox(box, decoded),
      ...(confidence !== undefined && { confidence }),
      fit,
      region: toRegion(squareAround(mesh), picture),
      mesh: unscaledMesh(mesh, decoded),
      pose: pose(mesh),
      eyeOpening: eyeOpening(mesh),
      mouthOpening: mouthOpening(mesh),
      brightness: brightness(picture, box),
      evenness: evenness(crop),
      sharpness: sharpness(crop),
      cover: cover(crop, cropPoints(mesh, transform)),
      ...(recognise && { vector: await recognise(crop) }),
    };
  } finally {
    crop.fill(0);
  }
}

/** The upright rectangle around a mesh. */
export function boundingBox(mesh: Float32Array): Box {
  let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
  for (let index = 0; index < mesh.length; index += 3) {
    const [x = NaN, y = NaN] = mesh.subarray(index, index + 2);
    left = Math.min(left, x);
    right = Math.max(right, x);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
  }
  return { x: left, y: top, width: right - left, height: bottom - top };
}

function unscaledBox({ x, y, width, height }: Box, decoded: DecodedPicture): Box {
  const scale = decoded.width / decoded.picture.width;
  return { x: (x + 0.5) * scale - 0.5, y: (y + 0.5) * scale - 0.5, width: width * scale, height: height * scale };
}

/** The middle of a pixel is at whole numbers, before scaling and after. */
function unscaledMesh(mesh: Float32Array, decoded: DecodedPicture): Float32Array {
  const scale = decoded.width / decoded.picture.width;
  return mesh.map((value, index) => (index % 3 === 2 ? value * scale : (value + 0.5) * scale - 0.5));
}
