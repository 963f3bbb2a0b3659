import { fivePoints } from '../alignment/five-points.ts';
import type { AnalyseOptions, Region } from '../engine.ts';
import type { FoundFace } from '../measure-face.ts';
import type { Picture } from '../picture.ts';
import { squareAround, toSquare, type Square } from '../region.ts';
import { prominence } from '../prominence.ts';
import { VIEWS } from '../views.ts';
import type { Detect, DetectedFace } from './detector.ts';
import type { RefineEyes } from './iris-net.ts';
import type { Fit, FitMesh } from './mesh-net.ts';

/** The nets that find faces. */
export interface FaceNets {
  readonly detectCoarsely: Detect;
  readonly detect: Detect;
  readonly fitMesh: FitMesh;
  readonly refineEyes: RefineEyes;
}

const MOST_FACES = 2;

/** Below it the mesh net sees no face. */
const MIN_FIT = 0.5;

/** How far a mesh's own square may be from the one that it was fitted in: shares of the side, and rad. */
interface Reach {
  readonly shift: number;
  readonly growth: number;
  readonly roll: number;
}

/**
 * A mesh fitted where the last picture's face was counts only if it lies almost there. Where the face is gone by more than a seventh
 * of the square the net does not say by how far: it draws a face near the square's middle, and is sure of it. Measured on 31
 * faces, squares .35 of their side or more beside the face: of the meshes with a fit of .5 and more, one in twenty or fewer was
 * within .02. People before a camera stay within .013 (99 of 100 frames of 10 a second), made clips of moving heads within .04.
 */
const HINT_REACH: Reach = { shift: 0.02, growth: 1.1, roll: 0.1 };

/** A mesh that is that near to the detector's square gets no better by fitting it again: the error is 2 % of the square at most. */
const SETTLED_REACH: Reach = { shift: 0.06, growth: 1.1, roll: 0.1 };

type Face = Fit & Pick<FoundFace, 'confidence'>;

/** The faces of a picture, two at most; with a hint that holds, the face there alone. */
export async function findFaces(nets: FaceNets, picture: Picture, options: AnalyseOptions): Promise<FoundFace[]> {
  const { region, iris = false, source = 'camera' } = options;
  const hinted = region && (await followHint(nets, picture, region));
  const faces = hinted ? [hinted] : await searchFaces(nets, picture, VIEWS[source]);

  const found: FoundFace[] = [];
  for (const face of faces) {
    const mesh = iris ? await nets.refineEyes(picture, face.mesh) : face.mesh;
    found.push({ ...face, mesh, points: fivePoints(face.mesh) });
  }
  return found;
}

/** The face where the hint points; undefined when it is not certain that there is one. */
async function followHint(nets: FaceNets, picture: Picture, region: Region): Promise<Face | undefined> {
  const hint = toSquare(region, picture);
  const face = await nets.fitMesh(picture, hint);
  return face.fit >= MIN_FIT && isNear(squareAround(face.mesh), hint, HINT_REACH) ? face : undefined;
}

/** Nearly all faces of a camera are large enough for the coarse detector; the fine one costs four times as much. */
async function searchFaces(nets: FaceNets, picture: Picture, views: readonly number[]): Promise<Face[]> {
  for (const view of views) {
    for (const detect of [nets.detectCoarsely, nets.detect]) {
      const faces = await facesIn(nets, picture, await detect(picture, squareOver(picture, view)));
      if (faces.length > 0) return faces;
    }
  }
  return [];
}

/** Fits meshes to the most prominent faces that were detected. */
async function facesIn(nets: FaceNets, picture: Picture, detected: readonly DetectedFace[]): Promise<Face[]> {
  const prominenceOf = ({ square: { x, y, size } }: DetectedFace): number =>
    prominence({ x: x - size / 2, y: y - size / 2, width: size, height: size }, picture);
  const faces: Face[] = [];
  for (const { square, confidence } of detected.toSorted((one, other) => prominenceOf(other) - prominenceOf(one))) {
    if (faces.length === MOST_FACES) break;
    const face = await fitFace(nets, picture, square);
    if (face !== undefined) faces.push({ ...face, confidence });
  }
  return faces;
}

/** Fits a mesh, and once more around what it shows when that lies elsewhere; undefined where there is no face. */
async function fitFace(nets: FaceNets, picture: Picture, square: Square): Promise<Fit | undefined> {
  const rough = await nets.fitMesh(picture, square);
  if (rough.fit < MIN_FIT) return undefined;
  const better = squareAround(rough.mesh);
  if (isNear(better, square, SETTLED_REACH)) return rough;
  const face = await nets.fitMesh(picture, better);
  return face.fit < MIN_FIT ? undefined : face;
}

/** A square around the middle of the picture, its side by the picture's longer side. */
function squareOver({ width, height }: Picture, share: number): Square {
  return { x: (width - 1) / 2, y: (height - 1) / 2, size: share * Math.max(width, height), roll: 0 };
}

function isNear(square: Square, other: Square, { shift, growth, roll }: Reach): boolean {
  const ratio = square.size / other.size;
  return (
    Math.hypot(square.x - other.x, square.y - other.y) <= shift * other.size &&
    ratio <= growth &&
    ratio >= 1 / growth &&
    Math.abs(Math.atan2(Math.sin(square.roll - other.roll), Math.cos(square.roll - other.roll))) <= roll
  );
}
