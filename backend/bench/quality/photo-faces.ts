import { readFile } from 'node:fs/promises';
import { chooseFace } from '../../src/evaluate/choose-face.ts';
import type { AnalyseOptions, FaceEngine, FaceFacts, PictureFacts } from '../../src/face/engine.ts';
import type { Picture } from '../../src/face/picture.ts';
import { decodePhoto } from '../../src/face/picture/decode-photo.ts';

/** A face of a photo as it was taken. */
export interface PhotoFace {
  readonly picture: Picture;
  readonly face: FaceFacts;
}

/** A face of a picture that was made of a photo, and the picture's facts. */
export interface FoundAgain {
  readonly facts: PictureFacts;
  readonly face: FaceFacts;
}

type Vector = AnalyseOptions['vector'];

/** How far from its place in the photo a face may be found again, in widths of the face; another person is further away. */
const SAME_PLACE = 0.35;

/** The face that is meant in a photo; undefined when none is found. */
export async function faceOfPhoto(engine: FaceEngine, path: string, vector: Vector): Promise<PhotoFace | undefined> {
  const file = await readFile(path);
  const facts = await engine.analyse(file, { vector, source: 'photo' });
  const face = chooseFace(facts);
  if (face === undefined) return undefined;
  const found = await withVector(engine, file, { facts, face }, vector);
  return { picture: (await decodePhoto(file)).picture, face: found.face };
}

/** The same face in a picture that was made of its photo; undefined when it is not found there any more. */
export async function findAgain(
  engine: FaceEngine,
  jpeg: Uint8Array,
  expected: FaceFacts['box'],
  vector: Vector,
): Promise<FoundAgain | undefined> {
  const facts = await engine.analyse(jpeg, { vector, source: 'photo' });
  const face = facts.faces.find(({ box }) => distance(box, expected) < SAME_PLACE * expected.width);
  return face && withVector(engine, jpeg, { facts, face }, vector);
}

/** An engine gives the vector of the most prominent face; where another is meant, it is told where to look. */
async function withVector(
  engine: FaceEngine,
  jpeg: Uint8Array,
  found: FoundAgain,
  vector: Vector,
): Promise<FoundAgain> {
  const { face, facts } = found;
  if (vector === 'none' || face.vector !== undefined) return found;
  const [again] = (await engine.analyse(jpeg, { vector, source: 'photo', region: face.region })).faces;
  const isSame = again?.vector !== undefined && distance(again.box, face.box) < SAME_PLACE * face.box.width;
  return isSame ? { facts, face: { ...face, vector: again.vector } } : found;
}

function distance(one: FaceFacts['box'], other: FaceFacts['box']): number {
  const dx = one.x + one.width / 2 - other.x - other.width / 2;
  const dy = one.y + one.height / 2 - other.y - other.height / 2;
  return Math.hypot(dx, dy);
}
