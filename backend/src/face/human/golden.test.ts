import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { cropFace } from '../alignment/crop.ts';
import type { FivePoints } from '../alignment/five-points.ts';
import { similarityTransform } from '../alignment/similarity-transform.ts';
import { cosine, hasShared, preparedModels, SHARED_DIR } from '../testing.ts';
import type { Analyser } from '../analyser.ts';
import type { Recognise } from '../measure-face.ts';
import { loadAnalyser } from './analyser.ts';
import { loadRecogniser } from './recogniser.ts';

/** One photo with its five points, transform, crop and vector, computed by another program with another runtime. */
interface Golden {
  readonly photo: string;
  readonly pts5: FivePoints;
  readonly inverseM: readonly [readonly [number, number, number], readonly [number, number, number]];
  readonly template: readonly number[];
}

/** These need the golden photo beside the repository; the packaged faces of the engine contract prove the same recipe without it. */
describe.skipIf(!hasShared)('the golden vector (../shared/reference/face-engine)', () => {
  const reference = join(SHARED_DIR, 'reference/face-engine/mobilefacenet');
  let golden: Golden;
  let analyse: Analyser;
  let recognise: Recognise;
  beforeAll(async () => {
    golden = JSON.parse(await readFile(join(reference, 'golden.json'), 'utf8')) as Golden;
    analyse = await loadAnalyser(await preparedModels());
    recognise = await loadRecogniser(await preparedModels());
  }, 30_000);

  it('comes out of the golden crop', async () => {
    const crop = await sharp(join(reference, 'golden-crop.png')).removeAlpha().raw().toBuffer();
    const vector = await recognise(Float32Array.from(crop), 'full');

    golden.template.forEach((value, index) => expect(vector[index]).toBeCloseTo(value, 4));
  });

  it('has its transform from its five points', () => {
    const { a, b, tx, ty } = similarityTransform(golden.pts5);

    [
      [a, -b, tx],
      [b, a, ty],
    ].forEach((row, y) => row.forEach((value, x) => expect(value).toBeCloseTo(golden.inverseM[y]?.[x] ?? NaN, 3)));
  });

  it('comes out of the photo with the golden points, through our crop', async () => {
    const { data, info } = await sharp(photo(golden)).removeAlpha().raw().toBuffer({ resolveWithObject: true });
    const picture = { data, width: info.width, height: info.height };
    const vector = await recognise(cropFace(picture, similarityTransform(golden.pts5)), 'full');

    expect(cosine(vector, golden.template)).toBeGreaterThan(0.999);
  });

  it('comes nearly out of the whole photo, through our detector and mesh', async () => {
    const [face] = (await analyse(await readFile(photo(golden)), { vector: 'full' })).faces;

    expect(cosine(face?.vector ?? new Float32Array(), golden.template)).toBeGreaterThan(0.95);
  });

  const photo = ({ photo: path }: Golden): string => join(SHARED_DIR, path.slice(path.indexOf('data/')));
});
