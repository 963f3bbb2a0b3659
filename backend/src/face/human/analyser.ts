import type { Tensor4D } from '@tensorflow/tfjs-core';
import type { FaceResult, Human } from '@vladmandic/human';
import { fivePoints } from '../alignment/five-points.ts';
import { makeAnalyser, type Analyser } from '../analyser.ts';
import type { FoundFace } from '../measure-face.ts';
import type { Picture } from '../picture.ts';
import { loadHuman } from './load-human.ts';
import { loadRecogniser } from './recogniser.ts';
import { tf, wipe } from './tensorflow.ts';

/** Width and height of what Human looks at, in pixels. */
const INPUT_SIDE = 640;
/** Width and height of the mesh net's input; the mesh's z comes in these pixels. */
const MESH_INPUT_SIZE = 192;
const MESH_POINTS = 468;

/** Loads the nets and returns what judges pictures with them. */
export async function loadAnalyser(modelsDir: string): Promise<Analyser> {
  const human = await loadHuman(modelsDir);
  const recognise = await loadRecogniser(modelsDir);
  return makeAnalyser({ findFaces: (picture, { iris = false }) => findFaces(human, picture, iris), recognise });
}

/** The faces of the picture. */
async function findFaces(human: Human, picture: Picture, iris: boolean): Promise<FoundFace[]> {
  const input = squareTensor(picture);
  const scale = Math.max(picture.width, picture.height) / INPUT_SIDE;
  const result = await human.detect(input, { face: { iris: { enabled: iris } } });
  wipe(input);
  return result.face.map((face) => toFoundFace(face, scale));
}

/** Keeps the memory from growing and shrinking by 5 MB with each picture. */
let squarePixels = new Float32Array(INPUT_SIDE * INPUT_SIDE * 3);

/**
 * The picture in the upper left corner of a black square, 640×640: Human would stretch it to a square.
 * Smaller pictures are enlarged, because Human cuts the mesh's coordinates down to whole pixels of its input.
 */
function squareTensor({ data, width, height }: Picture): Tensor4D {
  const side = Math.max(width, height);
  if (squarePixels.length < side * side * 3) squarePixels = new Float32Array(side * side * 3);
  const pixels = squarePixels.subarray(0, side * side * 3).fill(0);
  for (let y = 0; y < height; y++) pixels.set(data.subarray(3 * y * width, 3 * (y + 1) * width), 3 * y * side);
  const square = tf.tensor4d(pixels, [1, side, side, 3]);
  pixels.fill(0);
  if (side === INPUT_SIDE) return square;

  const resized = tf.image.resizeBilinear(square, [INPUT_SIDE, INPUT_SIDE], false, true);
  wipe(square);
  return resized;
}

/** @param scale Pixels of the picture for one that Human looked at. */
function toFoundFace(face: FaceResult, scale: number): FoundFace {
  const depthScale = Math.max(...face.size) / MESH_INPUT_SIZE;
  const mesh = new Float32Array(3 * MESH_POINTS);
  face.mesh.slice(0, MESH_POINTS).forEach(([x, y, z = 0], index) => {
    // Half a pixel in the mean is what Human cuts off, another half lies between a pixel's corner and its middle.
    mesh.set([(x + 1) * scale - 0.5, (y + 1) * scale - 0.5, z * depthScale * scale], 3 * index);
  });
  return { confidence: face.boxScore, fit: face.faceScore, mesh, points: fivePoints(mesh) };
}
