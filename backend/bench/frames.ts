import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { packagedFace, SHARED_DIR } from '../src/face/testing.ts';

const PHOTOS = join(SHARED_DIR, 'data/faces/lfw-dev');
const MOST_PHOTOS = 60;
const PACKAGED = ['person-a-1', 'person-a-2', 'person-a-3', 'person-b-1', 'person-c-1'];

/** Camera frames for the measurements, and where the faces come from. */
export interface Frames {
  readonly source: string;
  /** JPEG, 640×480. */
  readonly large: readonly Uint8Array[];
  /** The same, 320×240. */
  readonly small: readonly Uint8Array[];
}

/** Frames with one face each: photos of the test data where they are at hand, else the packaged faces. */
export async function makeFrames(): Promise<Frames> {
  const hasPhotos = existsSync(PHOTOS);
  const photos = hasPhotos ? await firstPhotos() : await Promise.all(PACKAGED.map(packagedFace));
  const large = await Promise.all(photos.map((photo) => frameOf(photo)));
  return {
    source: hasPhotos ? `${photos.length} photos of Labeled Faces in the Wild` : `${photos.length} packaged faces`,
    large,
    small: await Promise.all(large.map((frame) => sharp(frame).resize(320, 240).jpeg({ quality: 85 }).toBuffer())),
  };
}

/** One photo of each of the first people, by name. */
async function firstPhotos(): Promise<Buffer[]> {
  const people = (await readdir(PHOTOS)).sort().slice(0, MOST_PHOTOS);
  return Promise.all(
    people.map(async (person) => {
      const [first = ''] = (await readdir(join(PHOTOS, person))).sort();
      return readFile(join(PHOTOS, person, first));
    }),
  );
}

/** The photo in the middle of a grey wall, as high as the frame. */
async function frameOf(photo: Uint8Array): Promise<Buffer> {
  const input = await sharp(photo).resize(480, 480, { fit: 'cover' }).toBuffer();
  return sharp({ create: { width: 640, height: 480, channels: 3, background: '#8a8a80' } })
    .composite([{ input, left: 80, top: 0 }])
    .jpeg({ quality: 85 })
    .toBuffer();
}
