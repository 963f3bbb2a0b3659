import type { Cover, FaceFacts, PictureFacts } from '../face/engine.ts';
import type { Guidance } from './course.ts';
import { isStraight } from './rest.ts';

/** What is wrong with a picture before anything in the face is looked at. */
export type FramingProblem = Extract<
  Guidance,
  | 'no-face'
  | 'two-faces'
  | 'too-dark'
  | 'too-bright'
  | 'uneven-light'
  | 'closer'
  | 'further-away'
  | 'to-the-middle'
  | 'blurred'
  | 'eyes-covered'
  | 'mouth-covered'
>;

/** A value that becomes a problem beyond `at` and stops to be one only beyond `until`, so that guidance does not flicker. */
interface Limit {
  readonly at: number;
  readonly until: number;
}

/**
 * A second face smaller than this share of the first stands in the background, or hangs there; one the detector is less
 * sure of is often none (walls, hair: up to .65 in the clips, people .72 and more). Only the largest face is ever judged.
 */
const SECOND_FACE_HEIGHT = 0.7;
const SECOND_FACE_CONFIDENCE = 0.7;
/*
 * The limits lie where the similarity to a good template begins to fall, of .84 in the middle: what each value costs was measured on
 * photos made worse step by step (docs/quality.md).
 */
/** Mean brightness of the face, 0..255. 51 costs .015, 32 .03, 19 .09. */
const DARK: Limit = { at: 35, until: 42 };
/** 176 costs .01, 208 .04, 228 .13: what is burnt out is gone. */
const BRIGHT: Limit = { at: 208, until: 200 };
/** The face's darker half by its lighter one. .57 costs .03, .38 .06, .18 .12. */
const UNEVEN: Limit = { at: 0.35, until: 0.42 };
/**
 * Face height by the picture's shorter side; the smallest frames are 320×240, where .2 is 48 pixels. 64 pixels cost .007,
 * 48 .02, 40 .04, 32 .08.
 */
const SMALL: Limit = { at: 0.2, until: 0.23 };
const LARGE: Limit = { at: 0.88, until: 0.82 };
/** Distance of the face's middle from the picture's, by the picture's width or height. */
const OFF_CENTRE: Limit = { at: 0.27, until: 0.22 };
/** Variance of the Laplacian. 33 costs .02, 18 .04, 7 .15. */
const BLURRED: Limit = { at: 12, until: 16 };
/** In less light a bare face can look covered. */
const COVERS_NEED_LIGHT = 60;
/** A bar costs .24, sunglasses .19, a mask .3, a hand .18–.31. Of bare eyes 2 of 884 read more, of bare mouths 3 of 896. */
const COVERED: Limit = { at: 0.5, until: 0.35 };

interface Check {
  readonly problem: FramingProblem;
  readonly isWrong: (picture: PictureFacts, face: FaceFacts, edge: keyof Limit) => boolean;
}

const CHECKS: readonly Check[] = [
  { problem: 'too-dark', isWrong: (_, face, edge) => face.brightness < DARK[edge] },
  { problem: 'too-bright', isWrong: (_, face, edge) => face.brightness > BRIGHT[edge] },
  { problem: 'uneven-light', isWrong: (_, face, edge) => isStraight(face) && face.evenness < UNEVEN[edge] },
  { problem: 'closer', isWrong: (picture, face, edge) => heightShare(picture, face) < SMALL[edge] },
  { problem: 'further-away', isWrong: (picture, face, edge) => heightShare(picture, face) > LARGE[edge] },
  { problem: 'to-the-middle', isWrong: (picture, face, edge) => offCentre(picture, face) > OFF_CENTRE[edge] },
  { problem: 'blurred', isWrong: (_, face, edge) => face.sharpness < BLURRED[edge] },
  // Last, because what is too dark, too bright or blurred can look covered.
  { problem: 'mouth-covered', isWrong: (_, face, edge) => isCovered(face, 'mouth', edge) },
  { problem: 'eyes-covered', isWrong: (_, face, edge) => isCovered(face, 'eyes', edge) },
];

/** Judges pictures one after another; a problem that is there needs a clearly better picture to go away. */
export class Framing {
  #last: FramingProblem | undefined;

  observe(picture: PictureFacts): FramingProblem | undefined {
    this.#last = this.#judge(picture);
    return this.#last;
  }

  #judge(picture: PictureFacts): FramingProblem | undefined {
    const [face, second] = picture.faces;
    // Without light there is often no face to be found: darkness is what the person can mend.
    if (face === undefined) return picture.brightness < DARK.at ? 'too-dark' : 'no-face';
    if (second !== undefined && isCompany(face, second)) return 'two-faces';
    return CHECKS.find(({ problem, isWrong }) => isWrong(picture, face, problem === this.#last ? 'until' : 'at'))
      ?.problem;
  }
}

function isCompany(face: FaceFacts, second: FaceFacts): boolean {
  return (
    (second.confidence ?? 1) >= SECOND_FACE_CONFIDENCE && second.box.height >= SECOND_FACE_HEIGHT * face.box.height
  );
}

/**
 * A turned head hides a half of itself, so only straight ones are judged; a mask can make the eyes look covered too, so of two
 * covers the clearer one counts.
 */
function isCovered(face: FaceFacts, part: keyof Cover, edge: keyof Limit): boolean {
  const clearest = Math.max(face.cover.eyes, face.cover.mouth);
  if (!isStraight(face) || face.brightness < COVERS_NEED_LIGHT) return false;
  return face.cover[part] > COVERED[edge] && face.cover[part] === clearest;
}

function heightShare(picture: PictureFacts, face: FaceFacts): number {
  return face.box.height / Math.min(picture.width, picture.height);
}

function offCentre(picture: PictureFacts, { box }: FaceFacts): number {
  const x = (box.x + box.width / 2) / picture.width - 0.5;
  const y = (box.y + box.height / 2) / picture.height - 0.5;
  return Math.max(Math.abs(x), Math.abs(y));
}
