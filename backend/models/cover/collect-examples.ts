import { readFile } from 'node:fs/promises';
import { chooseFace } from '../../src/evaluate/choose-face.ts';
import type { PhotoFolder } from '../../src/evaluate/list-photos.ts';
import { cropFace } from '../../src/face/alignment/crop.ts';
import { fivePoints } from '../../src/face/alignment/five-points.ts';
import { similarityTransform } from '../../src/face/alignment/similarity-transform.ts';
import type { Cover, FaceEngine, FaceFacts } from '../../src/face/engine.ts';
import type { Picture } from '../../src/face/picture.ts';
import { decodePhoto } from '../../src/face/picture/decode-photo.ts';
import { COVER_PATCHES } from '../../src/face/signs/cover.ts';
import { describePatch, shadingOf } from '../../src/face/signs/patch.ts';
import { coverFace, DRAWN_COVERS, type CoverName } from './drawn-covers.ts';
import { digestOf, KNOWN_COVERS } from './known-covers.ts';
import { seededRandom } from './random.ts';
import { SHADES, shadePhoto } from './shade-photo.ts';

export type Part = keyof Cover;
export const PARTS: readonly Part[] = ['eyes', 'mouth'];

/** A face with or without something before it. */
export interface CoverExample {
  readonly person: string;
  readonly photo: string;
  /** `bare`, the name of a drawn cover, or of a shade. */
  readonly kind: string;
  /** Undefined where nobody can say. */
  readonly isCovered: Readonly<Record<Part, boolean | undefined>>;
  readonly description: Readonly<Record<Part, Float32Array>>;
}

/** Sunglasses differ most, so each photo gets two. */
const DRAWN: readonly CoverName[] = [...(Object.keys(DRAWN_COVERS) as CoverName[]), 'sunglasses'];
/** How many other lights a photo is shown in; the next photo goes on with the list. */
const SHADES_EACH = 3;
/** How far from its place in the bare photo a face may be found again, in widths of the face; another person is further away. */
const SAME_PLACE = 0.35;

/** Each photo bare, with every cover drawn on it, and in three other lights; as the engine finds the face in each. */
export async function* collectExamples({ people }: PhotoFolder, engine: FaceEngine): AsyncGenerator<CoverExample> {
  let seed = 0;
  for (const { name: person, photos } of people) {
    for (const photo of photos) {
      const random = seededRandom(seed++);
      const file = await readFile(photo);
      const really = KNOWN_COVERS[digestOf(file)] ?? {};
      const { picture } = await decodePhoto(file);
      const bare = chooseFace(await engine.analyse(file, { vector: 'none', source: 'photo' }));
      if (bare === undefined) continue;

      const isReally = (part: Part) => (really[part] === 'unclear' ? undefined : (really[part] ?? false));
      const natural = { eyes: isReally('eyes'), mouth: isReally('mouth') };
      const example = (kind: string, shown: Picture, mesh: Float32Array, isCovered = natural): CoverExample => ({
        ...{ person, photo, kind, isCovered },
        description: describe(shown, mesh),
      });
      yield example('bare', picture, bare.mesh);
      for (const kind of DRAWN) {
        const found = await findAgain(engine, await coverFace(picture, bare.mesh, kind, random), bare);
        const { covers } = DRAWN_COVERS[kind];
        const isCovered = covers === 'nothing' ? natural : { ...natural, [covers]: true };
        if (found !== undefined) yield example(kind, found.picture, found.mesh, isCovered);
      }
      for (let step = 0; step < SHADES_EACH; step++) {
        const shade = SHADES[(seed * SHADES_EACH + step) % SHADES.length] ?? SHADES[0];
        const found = await findAgain(engine, await shadePhoto(picture, bare.mesh, shade, random), bare);
        if (found !== undefined) yield example(shade, found.picture, found.mesh);
      }
    }
  }
}

async function findAgain(engine: FaceEngine, jpeg: Uint8Array, { box }: FaceFacts) {
  const { faces } = await engine.analyse(jpeg, { vector: 'none', source: 'photo' });
  const found = faces.find(
    ({ box: { x, y, width, height } }) =>
      Math.hypot(x + width / 2 - box.x - box.width / 2, y + height / 2 - box.y - box.height / 2) <
      SAME_PLACE * box.width,
  );
  return found && { mesh: found.mesh, picture: (await decodePhoto(jpeg)).picture };
}

function describe(picture: Picture, mesh: Float32Array): Record<Part, Float32Array> {
  const shading = shadingOf(cropFace(picture, similarityTransform(fivePoints(mesh))));
  return { eyes: describePatch(shading, COVER_PATCHES.eyes), mouth: describePatch(shading, COVER_PATCHES.mouth) };
}
