import type { Cover, FaceFacts } from '../../src/face/engine.ts';
import { CoverCounts } from './cover-counts.ts';
import { coverFace, DRAWN_COVERS, type CoverName } from './drawn-covers.ts';
import { faceOfPhoto, findAgain } from './photo-faces.ts';
import { forEachOf, runQualityCommand, type QualityCommand } from './quality-command.ts';
import { seededRandom } from '../../src/evaluate/resample.ts';
import { SHADES, shadePhoto } from './shade-photo.ts';
import { wornOn, type Worn } from './worn-covers.ts';

/**
 * `node backend/bench/quality/measure-cover.ts FOLDER [--engine onnx|human] [--every N]` (people's folders with their photos, e.g.
 * ../shared/data/faces/lfw-dev): how often the sign of cover sees what is before a face, and how often something that is not there.
 * Each photo as it is, with every cover drawn on it, and in one other light or by one worse camera, by turns.
 */
const NAMES = Object.keys(DRAWN_COVERS) as CoverName[];

await runQualityCommand('measure-cover.ts', measure);

async function measure({ engine, people, say, sayProgress }: QualityCommand): Promise<void> {
  const counts = new CoverCounts();
  const photos = people.flatMap(({ photos: own }, person) => own.map((photo) => ({ photo, half: person % 2 })));
  let done = 0;
  await forEachOf(photos, async ({ photo, half }, index) => {
    const random = seededRandom(index);
    const bare = await faceOfPhoto(engine, photo, 'none');
    const worn = wornOn(photo);
    const count = (kind: string, face: FaceFacts | undefined, there: Record<keyof Cover, Worn>): void =>
      counts.add(kind, half, there, face);
    count('as it is', bare?.face, worn);
    if (bare !== undefined) {
      const { picture, face } = bare;
      for (const name of NAMES) {
        const jpeg = await coverFace(picture, face.mesh, name, random);
        const { covers } = DRAWN_COVERS[name];
        const found = await findAgain(engine, jpeg, face.box, 'none');
        count(name, found?.face, covers === 'nothing' ? worn : { ...worn, [covers]: 'covered' });
      }
      const shade = SHADES[index % SHADES.length] ?? SHADES[0];
      const found = await findAgain(engine, await shadePhoto(picture, face.mesh, shade, random), face.box, 'none');
      count(shade, found?.face, worn);
    }
    sayProgress('photos', ++done, photos.length);
  });
  counts.lines().forEach(say);
}
