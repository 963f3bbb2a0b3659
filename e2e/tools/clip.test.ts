import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { retime, splitMjpeg, writeMjpeg } from './clip.ts';

/** A JPEG as far as its markers go. */
const picture = (...inside: number[]): Uint8Array => Uint8Array.from([0xff, 0xd8, ...inside, 0xff, 0xd9]);

describe('retime', () => {
  const frames = [picture(1), picture(2), picture(3)];
  const shown = (from: number, to: number): number[] => retime({ frames, fps: from }, to).frames.map((f) => f[2] ?? 0);

  it.each([
    { name: 'repeats each picture of a slow clip', from: 10, to: 30, order: [1, 1, 1, 2, 2, 2, 3, 3, 3] },
    { name: 'leaves pictures out of a fast clip', from: 30, to: 15, order: [1, 3] },
    { name: 'changes nothing at the same rate', from: 30, to: 30, order: [1, 2, 3] },
  ])('$name', ({ from, to, order }) => {
    expect(shown(from, to)).toEqual(order);
  });
});

describe('splitMjpeg', () => {
  it('finds the pictures again, markers inside them included', () => {
    const frames = [picture(1, 0xff, 0xd9, 2), picture(3, 0xff, 0xd8, 4), picture(5)];

    expect(splitMjpeg(Buffer.concat(frames)).map((frame) => [...frame])).toEqual(frames.map((frame) => [...frame]));
  });

  it('refuses what is no JPEG', () => {
    expect(() => splitMjpeg(Buffer.from('YUV4MPEG2'))).toThrow('no .mjpeg file');
  });
});

describe('writeMjpeg', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'clip-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it('writes thirty pictures for a second and leaves no half file', () => {
    const file = path.join(folder, 'camera.mjpeg');
    writeMjpeg(file, { frames: Array.from({ length: 10 }, (_, index) => picture(index)), fps: 10 });

    expect(splitMjpeg(readFileSync(file))).toHaveLength(30);
    expect(readdirSync(folder)).toEqual(['camera.mjpeg']);
  });
});
