import { describe, expect, it } from 'vitest';
import type { Picture } from '../../src/face/picture.ts';
import { decodePhoto } from '../../src/face/picture/decode-photo.ts';
import { faceFacts } from '../../src/login/testing.ts';
import { coverFace, DRAWN_COVERS, type CoverName } from './drawn-covers.ts';
import { seededRandom } from '../../src/evaluate/resample.ts';

const { mesh } = faceFacts();
const picture: Picture = { data: new Uint8Array(640 * 480 * 3).fill(150), width: 640, height: 480 };
const names = Object.keys(DRAWN_COVERS) as CoverName[];

/** The middle of what was drawn on the even grey, and how much of the picture it takes. */
async function drawn(name: CoverName, seed = 1) {
  const { data, width } = (await decodePhoto(await coverFace(picture, mesh, name, seededRandom(seed)))).picture;
  let [count, sumX, sumY] = [0, 0, 0];
  for (let pixel = 0; pixel < data.length / 3; pixel++) {
    const off = [0, 1, 2].some((channel) => Math.abs((data[3 * pixel + channel] ?? 0) - 150) > 12);
    if (!off) continue;
    count++;
    sumX += pixel % width;
    sumY += Math.floor(pixel / width);
  }
  return { share: (3 * count) / data.length, x: sumX / count, y: sumY / count };
}

describe('coverFace', () => {
  it.each(names)('draws the same %s again for the same seed', async (name) => {
    const [one, other] = await Promise.all([0, 1].map(() => coverFace(picture, mesh, name, seededRandom(3))));

    expect(one).toEqual(other);
  });

  it('draws before the eyes or before the mouth, as it says', async () => {
    const [bar, box] = [await drawn('bar'), await drawn('box')];

    expect(Math.abs(bar.x - 320)).toBeLessThan(15);
    expect(box.y - bar.y).toBeGreaterThan(20);
    expect(bar.share).toBeGreaterThan(0.01);
    expect(box.share).toBeGreaterThan(0.01);
  });
});
