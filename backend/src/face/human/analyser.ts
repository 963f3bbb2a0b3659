import type { Tensor4D } from '@tensorflow/tfjs-core';
import type { FaceResult, Human } from '@vladmandic/human';
import { cropFace } from '../alignment/crop.ts';
import { fivePoints } from '../alignment/five-points.ts';
import { similarityTransform } from '../alignment/similarity-transform.ts';
import type { AnalyseOptions, Box, FaceFacts, PictureFacts } from '../engine.ts';
import type { Picture } from '../picture.ts';
import { regionOf } from '../region.ts';
import { brightness, sharpness } from '../signs/light.ts';
import { eyeOpening, mouthOpening } from '../signs/openings.ts';
import { decodePicture, MAX_SIDE } from './decode-picture.ts';
import { loadHuman } from './load-human.ts';
import { loadRecogniser, type Recogniser } from './recogniser.ts';
import { tf, wipe } from './tensorflow.ts';

/** Width and height of the mesh net's input; the mesh's z comes in these pixels. */
const MESH_INPUT_SIZE = 192;
const MESH_POINTS = 468;

/** Judges pictures in this thread, one at a time: the next call must wait for the last one's answer. */
export type Analyser = (jpeg: Uint8Array, options: AnalyseOptions) => Promise<PictureFacts>;

/** A face before it is measured; places in pixels of the decoded picture. */
interface FoundFace {
  readonly confidence: number;
  readonly fit: number;
  readonly pose: FaceFacts['pose'];
  readonly mesh: Float32Array;
  readonly box: Box;
}

/** Loads the nets and returns what judges pictures with them. */
export async function loadAnalyser(modelsDir: string): Promise<Analyser> {
  const human = await loadHuman(modelsDir);
  const recognise = await loadRecogniser(modelsDir);

  return async (jpeg, options) => {
    const { picture, width, height } = await decodePicture(jpeg);
    const scale = picture.width / width;
    const faces = (await findFaces(human, picture)).map((face, index) =>
      measureFace(face, picture, scale, options.vector !== 'none' && index === 0 ? recognise : undefined),
    );
    const facts = { width, height, faces, brightness: brightness(picture, whole(picture)) };
    picture.data.fill(0);
    return facts;
  };
}

/** The faces of the picture, the largest first. */
async function findFaces(human: Human, picture: Picture): Promise<FoundFace[]> {
  const input = squareTensor(picture);
  const enlargement = MAX_SIDE / Math.max(picture.width, picture.height);
  const result = await human.detect(input);
  wipe(input);
  return result.face
    .map((face) => toFoundFace(face, enlargement))
    .sort((one, other) => area(other.box) - area(one.box));
}

/** Keeps the memory from growing and shrinking by 5 MB with each picture. */
const squarePixels = new Float32Array(MAX_SIDE * MAX_SIDE * 3);

/**
 * The picture in the upper left corner of a black square, 640×640: Human would stretch it to a square.
 * Smaller pictures are enlarged, because Human cuts the mesh's coordinates down to whole pixels of its input.
 */
function squareTensor({ data, width, height }: Picture): Tensor4D {
  const side = Math.max(width, height);
  const pixels = squarePixels.subarray(0, side * side * 3).fill(0);
  for (let y = 0; y < height; y++) pixels.set(data.subarray(3 * y * width, 3 * (y + 1) * width), 3 * y * side);
  const square = tf.tensor4d(pixels, [1, side, side, 3]);
  pixels.fill(0);
  if (side === MAX_SIDE) return square;

  const enlarged = tf.image.resizeBilinear(square, [MAX_SIDE, MAX_SIDE], false, true);
  wipe(square);
  return enlarged;
}

function toFoundFace(face: FaceResult, enlargement: number): FoundFace {
  const depthScale = Math.max(...face.size) / MESH_INPUT_SIZE;
  const mesh = new Float32Array(3 * MESH_POINTS);
  face.mesh.slice(0, MESH_POINTS).forEach(([x, y, z = 0], index) => {
    // Half a pixel in the mean is what Human cuts off, another half lies between a pixel's corner and its middle.
    mesh.set([(x + 1) / enlargement - 0.5, (y + 1) / enlargement - 0.5, (z * depthScale) / enlargement], 3 * index);
  });
  const { yaw = 0, pitch = 0, roll = 0 } = face.rotation?.angle ?? {};
  return { confidence: face.boxScore, fit: face.faceScore, pose: { yaw, pitch, roll }, mesh, box: boundingBox(mesh) };
}

/** @param scale Pixels of the decoded picture for one of the picture handed in. */
function measureFace(face: FoundFace, picture: Picture, scale: number, recognise: Recogniser | undefined): FaceFacts {
  const { box, mesh, confidence, fit, pose } = face;
  const crop = cropFace(picture, similarityTransform(fivePoints(mesh)));
  const facts = {
    box: { x: box.x / scale, y: box.y / scale, width: box.width / scale, height: box.height / scale },
    confidence,
    fit,
    region: regionOf(mesh, picture),
    mesh: mesh.map((value) => value / scale),
    pose,
    eyeOpening: eyeOpening(mesh),
    mouthOpening: mouthOpening(mesh),
    brightness: brightness(picture, box),
    sharpness: sharpness(crop),
    ...(recognise && { vector: recognise(crop) }),
  };
  crop.fill(0);
  return facts;
}

function whole({ width, height }: Picture): Box {
  return { x: 0, y: 0, width, height };
}

function boundingBox(mesh: Float32Array): Box {
  const xs = mesh.filter((_, index) => index % 3 === 0);
  const ys = mesh.filter((_, index) => index % 3 === 1);
  const [x, y] = [Math.min(...xs), Math.min(...ys)];
  return { x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y };
}

function area(box: Box): number {
  return box.width * box.height;
}
