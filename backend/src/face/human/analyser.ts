import type { Tensor4D } from '@tensorflow/tfjs-core';
import type { FaceResult, Human } from '@vladmandic/human';
import { fivePoints } from '../alignment/five-points.ts';
import { makeAnalyser, type Analyser } from '../analyser.ts';
import type { FoundFace } from '../measure-face.ts';
import { VIEWS } from '../views.ts';
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
  return makeAnalyser({
    recognise,
    async findFaces(picture, { iris = false, source = 'camera' }) {
      for (const view of VIEWS[source]) {
        const faces = await findFaces(human, picture, { view, iris });
        if (faces.length > 0) return faces;
      }
      return [];
    },
  });
}

interface Search {
  /** Side of the square that is searched, by the picture's longer side. */
  readonly view: number;
  readonly iris: boolean;
}

async function findFaces(human: Human, picture: Picture, { view, iris }: Search): Promise<FoundFace[]> {
  const side = Math.round(view * Math.max(picture.width, picture.height));
  const left = Math.floor((side - picture.width) / 2);
  const top = Math.floor((side - picture.height) / 2);
  const input = squareTensor(picture, { side, left, top });
  const result = await human.detect(input, { face: { iris: { enabled: iris } } });
  wipe(input);
  return result.face.map((face) => toFoundFace(face, { scale: side / INPUT_SIDE, left, top }));
}

/** Keeps the memory from growing and shrinking by 5 MB with each picture. */
let squarePixels = new Float32Array(INPUT_SIDE * INPUT_SIDE * 3);

/** Where a picture lies in a square, in its pixels. */
interface Place {
  readonly side: number;
  readonly left: number;
  readonly top: number;
}

/**
 * The picture in a black square, 640×640: Human would stretch it to a square.
 * Smaller pictures are enlarged, because Human cuts the mesh's coordinates down to whole pixels of its input.
 */
function squareTensor({ data, width, height }: Picture, { side, left, top }: Place): Tensor4D {
  if (squarePixels.length < side * side * 3) squarePixels = new Float32Array(side * side * 3);
  const pixels = squarePixels.subarray(0, side * side * 3).fill(0);
  for (let y = 0; y < height; y++) {
    pixels.set(data.subarray(3 * y * width, 3 * (y + 1) * width), 3 * ((y + top) * side + left));
  }
  const square = tf.tensor4d(pixels, [1, side, side, 3]);
  pixels.fill(0);
  if (side === INPUT_SIDE) return square;

  const resized = tf.image.resizeBilinear(square, [INPUT_SIDE, INPUT_SIDE], false, true);
  wipe(square);
  return resized;
}

interface Scaling extends Pick<Place, 'left' | 'top'> {
  /** Pixels of the picture for one that Human looked at. */
  readonly scale: number;
}

function toFoundFace(face: FaceResult, { scale, left, top }: Scaling): FoundFace {
  const depthScale = Math.max(...face.size) / MESH_INPUT_SIZE;
  const mesh = new Float32Array(3 * MESH_POINTS);
  face.mesh.slice(0, MESH_POINTS).forEach(([x, y, z = 0], index) => {
    // Half a pixel in the mean is what Human cuts off, another half lies between a pixel's corner and its middle.
    mesh.set([(x + 1) * scale - 0.5 - left, (y + 1) * scale - 0.5 - top, z * depthScale * scale], 3 * index);
  });
  return { confidence: face.boxScore, fit: face.faceScore, mesh, points: fivePoints(mesh) };
}
