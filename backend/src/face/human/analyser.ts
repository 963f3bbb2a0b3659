import type { FaceResult, Human } from '@vladmandic/human';
import { cropFace } from '../alignment/crop.ts';
import { fivePoints } from '../alignment/five-points.ts';
import { similarityTransform } from '../alignment/similarity-transform.ts';
import type { AnalyseOptions, Box, FaceFacts, PictureFacts } from '../engine.ts';
import { brightness, sharpness } from '../signs/light.ts';
import { eyeOpening, mouthOpening } from '../signs/openings.ts';
import { decodePicture, type SquarePicture } from './decode-picture.ts';
import { loadHuman } from './load-human.ts';
import { loadRecogniser, type Recogniser } from './recogniser.ts';
import { tf, wipe } from './tensorflow.ts';

/** Width and height of the mesh net's input; the mesh's z comes in these pixels. */
const MESH_INPUT_SIZE = 192;
const MESH_POINTS = 468;

/** Judges pictures in this thread, one at a time: the next call must wait for the last one's answer. */
export type Analyser = (jpeg: Uint8Array, options: AnalyseOptions) => Promise<PictureFacts>;

/** A face in the square, before it is measured. */
interface FoundFace {
  readonly confidence: number;
  readonly pose: FaceFacts['pose'];
  readonly mesh: Float32Array;
  readonly box: Box;
}

/** Loads the nets and returns what judges pictures with them. */
export async function loadAnalyser(modelsDir: string): Promise<Analyser> {
  const human = await loadHuman(modelsDir);
  const recognise = await loadRecogniser(modelsDir);

  return async (jpeg, options) => {
    const picture = await decodePicture(jpeg);
    const found = await findFaces(human, picture);
    const faces = found.map((face, index) =>
      measureFace(face, picture, options.vector && index === 0 ? recognise : undefined),
    );
    const { width, height, scale, square } = picture;
    const whole = { x: 0, y: 0, width: width * scale, height: height * scale };
    const facts = { width, height, faces, brightness: brightness(square, whole) };
    square.data.fill(0);
    return facts;
  };
}

/** The faces in the square, the largest first. */
async function findFaces(human: Human, { square }: SquarePicture): Promise<FoundFace[]> {
  const input = tf.tensor4d(new Float32Array(square.data), [1, square.height, square.width, 3]);
  const result = await human.detect(input);
  wipe(input);
  return result.face.map(toFoundFace).sort((one, other) => area(other.box) - area(one.box));
}

function toFoundFace(face: FaceResult): FoundFace {
  const depthScale = Math.max(...face.size) / MESH_INPUT_SIZE;
  const mesh = new Float32Array(3 * MESH_POINTS);
  face.mesh.slice(0, MESH_POINTS).forEach(([x, y, z = 0], index) => {
    // Human cuts the fraction off, which moves each point by half a pixel in the mean.
    mesh.set([x + 0.5, y + 0.5, z * depthScale], 3 * index);
  });
  const { yaw = 0, pitch = 0, roll = 0 } = face.rotation?.angle ?? {};
  return { confidence: face.boxScore, pose: { yaw, pitch, roll }, mesh, box: boundingBox(mesh) };
}

function measureFace(face: FoundFace, { square, scale }: SquarePicture, recognise: Recogniser | undefined): FaceFacts {
  const crop = cropFace(square, similarityTransform(fivePoints(face.mesh)));
  const { box, mesh, confidence, pose } = face;
  const facts = {
    box: { x: box.x / scale, y: box.y / scale, width: box.width / scale, height: box.height / scale },
    confidence,
    mesh: mesh.map((value) => value / scale),
    pose,
    eyeOpening: eyeOpening(mesh),
    mouthOpening: mouthOpening(mesh),
    brightness: brightness(square, box),
    sharpness: sharpness(crop),
    ...(recognise && { vector: recognise(crop) }),
  };
  crop.fill(0);
  return facts;
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
