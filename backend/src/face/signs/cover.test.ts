import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { coverFace, DRAWN_COVERS, type CoverName } from '../../../bench/quality/drawn-covers.ts';
import { seededRandom } from '../../evaluate/resample.ts';
import { SHADES, shadePhoto } from '../../../bench/quality/shade-photo.ts';
import { wornOn } from '../../../bench/quality/worn-covers.ts';
import { chooseFace } from '../../evaluate/choose-face.ts';
import { listPhotos } from '../../evaluate/list-photos.ts';
import { Framing } from '../../login/framing.ts';
import type { Cover, FaceEngine } from '../engine.ts';
import { decodePhoto } from '../picture/decode-photo.ts';
import { startEngine } from '../start-engine.ts';
import { coveredness } from './cover.ts';
import { hasShared, MODELS_DIR, packagedFace, preparedModels, SHARED_DIR } from '../testing.ts';

const PACKAGED = ['person-a-1', 'person-a-2', 'person-a-3', 'person-b-1', 'person-c-1'];
const NAMES = Object.keys(DRAWN_COVERS) as CoverName[];
const over = (part: keyof Cover): CoverName[] => NAMES.filter((name) => DRAWN_COVERS[name].covers === part);
/** The limit of `Cover`. */
const LIMIT = 0.5;

let engine: FaceEngine;
beforeAll(async () => {
  await preparedModels();
  engine = await startEngine({ engine: 'onnx', modelsDir: MODELS_DIR, workers: 1, queueLimit: 8 });
}, 60_000);
afterAll(() => engine.close());

async function look(photo: Uint8Array) {
  return chooseFace(await engine.analyse(photo, { vector: 'none', source: 'photo' }));
}

/** Draws before the face and looks again; undefined when no face is found any more, which the person is told as well. */
async function coverWith(photo: Uint8Array, name: CoverName, seed: number): Promise<Cover | undefined> {
  const face = await look(photo);
  if (face === undefined) throw new Error('no face in the bare photo');
  const { picture } = await decodePhoto(photo);
  return (await look(await coverFace(picture, face.mesh, name, seededRandom(seed))))?.cover;
}

describe('cover', () => {
  it.each(PACKAGED)('finds nothing before the bare face of %s', async (name) => {
    const face = await look(await packagedFace(name));

    expect(face?.cover.eyes).toBeLessThan(LIMIT);
    expect(face?.cover.mouth).toBeLessThan(LIMIT);
  });

  it.each([...over('eyes'), ...over('mouth')])('sees the drawn %s, and where it is', async (name) => {
    const part = over('eyes').includes(name) ? 'eyes' : 'mouth';
    const rest = part === 'eyes' ? 'mouth' : 'eyes';
    const seen = await Promise.all(PACKAGED.map(async (face, seed) => coverWith(await packagedFace(face), name, seed)));

    expect(seen.filter((each) => each !== undefined && each[part] <= LIMIT)).toEqual([]);
    expect(seen.filter((each) => each !== undefined && each[rest] > each[part])).toEqual([]);
    expect(seen.filter((each) => each !== undefined).length).toBeGreaterThanOrEqual(2);
  });

  it('sees through clear glasses, unless they glare', async () => {
    const seen = await Promise.all(
      PACKAGED.map(async (face, seed) => coverWith(await packagedFace(face), 'clear glasses', seed)),
    );

    expect(seen.filter((each) => each !== undefined && Math.max(each.eyes, each.mouth) < LIMIT).length).toBeGreaterThan(
      2,
    );
  });

  it.each(SHADES)('lets at most one of five people be told of a cover before a bare face that is %s', async (shade) => {
    const told = await Promise.all(
      PACKAGED.map(async (name) => {
        const photo = await packagedFace(name);
        const face = await look(photo);
        const { picture } = await decodePhoto(photo);
        const shaded = await shadePhoto(picture, face?.mesh ?? new Float32Array(), shade, seededRandom(1));
        return new Framing().observe(await engine.analyse(shaded, { vector: 'none', source: 'photo' }));
      }),
    );

    expect(told.filter((problem) => problem === 'eyes-covered' || problem === 'mouth-covered').length).toBeLessThan(2);
  });
});

describe.skipIf(!hasShared)('cover on photos of many people', () => {
  it(
    'alarms for at most 1 of 100 bare faces, and sees at least 17 of 20 drawn covers',
    { timeout: 300_000 },
    async () => {
      const { people } = await listPhotos(join(SHARED_DIR, 'data/faces/lfw-dev'));
      const bare = people
        .filter((_, index) => index % 3 === 0)
        .map(({ photos: [first = ''] }) => first)
        .filter((photo) => Object.values(wornOn(photo)).every((worn) => worn === 'bare'));
      const photos = await Promise.all(bare.map((photo) => readFile(photo)));
      const count = { alarms: 0, eyesSeen: 0, mouthsSeen: 0 };
      for (const [seed, photo] of photos.entries()) {
        const bare = await look(photo);
        const eyesCover = over('eyes')[seed % over('eyes').length] ?? 'sunglasses';
        const mouthCover = over('mouth')[seed % over('mouth').length] ?? 'mask';
        if (bare !== undefined && Math.max(bare.cover.eyes, bare.cover.mouth) > LIMIT) count.alarms++;
        if (((await coverWith(photo, eyesCover, seed))?.eyes ?? 1) > LIMIT) count.eyesSeen++;
        if (((await coverWith(photo, mouthCover, seed))?.mouth ?? 1) > LIMIT) count.mouthsSeen++;
      }

      expect(count.alarms / photos.length).toBeLessThanOrEqual(0.01);
      expect(count.eyesSeen / photos.length).toBeGreaterThanOrEqual(0.85);
      expect(count.mouthsSeen / photos.length).toBeGreaterThanOrEqual(0.85);
    },
  );
});

describe('coveredness', () => {
  it('is 1 without any contrast, .5 at the limit and next to nothing at three times as much', () => {
    expect(coveredness({ amount: 0, limit: 0.02 })).toBe(1);
    expect(coveredness({ amount: 0.02, limit: 0.02 })).toBe(0.5);
    expect(coveredness({ amount: 0.06, limit: 0.02 })).toBeLessThan(0.02);
  });
});
