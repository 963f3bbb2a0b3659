import { describe, expect, it } from 'vitest';
import { splitMjpeg } from './split-mjpeg.ts';

const jpeg = (...inside: number[]) => [0xff, 0xd8, ...inside, 0xff, 0xd9];

describe('splitMjpeg', () => {
  it('takes the pictures apart in their order', () => {
    const frames = splitMjpeg(Uint8Array.from([...jpeg(1), ...jpeg(2, 3), ...jpeg()]));

    expect(frames.map((frame) => [...frame])).toEqual([jpeg(1), jpeg(2, 3), jpeg()]);
  });

  it('is not misled by markers inside a picture', () => {
    const withThumbnail = jpeg(7, ...jpeg(1), 7);

    expect(splitMjpeg(Uint8Array.from([...withThumbnail, ...jpeg(2)]))).toHaveLength(2);
  });

  it.each([
    { name: 'is empty', bytes: [] },
    { name: 'does not begin with a picture', bytes: [1, 2, ...jpeg(1)] },
    { name: 'breaks off inside a picture', bytes: [...jpeg(1), 0xff, 0xd8, 1, 2] },
  ])('finds none in a file that $name', ({ bytes }) => {
    expect(splitMjpeg(Uint8Array.from(bytes))).toEqual([]);
  });
});
