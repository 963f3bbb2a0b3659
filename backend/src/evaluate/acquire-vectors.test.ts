import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FaceAuthError } from '../errors.ts';
import type { AnalyseOptions, FaceFacts, PictureFacts } from '../face/engine.ts';
import { acquireVectors } from './acquire-vectors.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'face-auth-acquire-'));
});
afterEach(() => rm(folder, { recursive: true }));

const face = (x: number, width: number, vector?: number): FaceFacts =>
  ({
    box: { x, y: 100, width, height: width },
    region: { x, y: 0.5, size: 0.1, roll: 0 },
    ...(vector === undefined ? {} : { vector: Float32Array.of(vector) }),
  }) as unknown as FaceFacts;

/** Fake of the engine: what a photo holds says what is found in it. */
function fakeEngine() {
  const asked: AnalyseOptions[] = [];
  let [running, most] = [0, 0];
  return {
    asked,
    get most() {
      return most;
    },
    async analyse(picture: Uint8Array, options: AnalyseOptions): Promise<PictureFacts> {
      asked.push(options);
      most = Math.max(most, ++running);
      await Promise.resolve();
      running -= 1;
      const word = Buffer.from(picture).toString();
      if (word === 'damaged') throw new FaceAuthError('picture-damaged');
      if (word === 'crash') throw new TypeError('a bug');
      // A small face in the middle and a larger one at the edge.
      const two = options.region === undefined ? [face(240, 120, 7), face(110, 80)] : [face(110, 80, 8)];
      const faces = word === 'none' ? [] : word === 'two' ? two : [face(100, 100, Number(word))];
      return { width: 300, height: 300, faces, brightness: 100 };
    },
  };
}

async function acquire(people: Record<string, string[]>, engine = fakeEngine()) {
  const written = Object.entries(people).map(async ([name, photos]) => ({
    name,
    photos: await Promise.all(
      photos.map(async (content, index) => {
        const file = join(folder, `${name}-${index}.jpg`);
        if (content !== 'missing') await writeFile(file, content);
        return file;
      }),
    ),
  }));
  const clock = { now: 0 };
  const progress: string[] = [];
  const result = await acquireVectors({
    engine,
    people: await Promise.all(written),
    atOnce: 3,
    now: () => (clock.now += 100),
    onProgress: (done, of) => progress.push(`${done}/${of}`),
  });
  const vectors = result.people.map(({ name, vectors: own }) => [name, ...own.map(([value]) => value)]);
  return { ...result, vectors, progress, engine };
}

describe('acquireVectors', () => {
  it('gives the vectors of each person in the order of the photos', async () => {
    const { vectors, photos, failures, progress, msPerPhoto, engine } = await acquire({
      anna: ['1', '2', '3'],
      ben: ['4'],
    });

    expect(vectors).toEqual([
      ['anna', 1, 2, 3],
      ['ben', 4],
    ]);
    expect({ photos, failures, msPerPhoto }).toEqual({ photos: 4, failures: [], msPerPhoto: 25 });
    expect(progress).toEqual(['1/4', '2/4', '3/4', '4/4']);
    expect(engine.asked).toEqual(Array(4).fill({ vector: 'full', source: 'photo' }));
  });

  it('keeps no more photos in work than it is told', async () => {
    expect((await acquire({ anna: Array<string>(20).fill('1') })).engine.most).toBeLessThanOrEqual(3);
  });

  it('leaves out and counts photos that cannot be used, by reason, with a few examples', async () => {
    const { vectors, failures } = await acquire({
      anna: ['1', 'none', 'none', 'none', 'none', 'damaged'],
      ben: ['', 'missing', '2'],
    });

    expect(vectors).toEqual([
      ['anna', 1],
      ['ben', 2],
    ]);
    expect(failures[0]).toMatchObject({
      reason: 'No face was found',
      count: 4,
      examples: { length: 3 },
    });
    expect(failures.map(({ reason, count }) => `${count} ${reason}`).sort()).toEqual([
      '1 The JPEG is cut short or damaged',
      '1 The file cannot be opened',
      '1 The file is empty',
      '4 No face was found',
    ]);
    const damaged = failures.find(({ reason }) => reason.includes('damaged'));
    expect(damaged?.examples).toEqual([join(folder, 'anna-5.jpg')]);
  });

  it('takes the face that is meant, not the largest one at the edge', async () => {
    const { vectors, engine } = await acquire({ anna: ['two'] });

    expect(vectors).toEqual([['anna', 8]]);
    expect(engine.asked[1]?.region).toMatchObject({ x: 110 });
  });

  it('does not hide a bug as a bad photo', async () => {
    await expect(acquire({ anna: ['1', 'crash'] })).rejects.toThrow('a bug');
  });
});
