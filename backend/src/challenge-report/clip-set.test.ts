import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readClipSet } from './clip-set.ts';
import { labelledClip } from './testing.ts';

const JPEG = [0xff, 0xd8, 1, 0xff, 0xd9];

describe('a set of clips', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'clip-set-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  const write = (name: string, content: string | number[]) => {
    writeFileSync(path.join(folder, name), typeof content === 'string' ? content : Uint8Array.from(content));
  };
  const manifest = (clip: object, more: object = {}) => {
    write('manifest.json', JSON.stringify({ format: 1, clips: [clip], ...more }));
  };

  it('is read with what is known of its clips, their pictures and the other photos of the people', async () => {
    const people = [{ person: 'anna', photo: 'anna/1.jpg', others: ['anna/2.jpg', 'anna/3.jpg'] }];
    manifest({ ...labelledClip(), bytes: 10, sha256: 'x' }, { people });
    write('0001-genuine.mjpeg', [...JPEG, ...JPEG]);
    const set = await readClipSet(folder);

    expect(set.clips).toEqual([labelledClip()]);
    expect(await set.frames(labelledClip())).toHaveLength(2);
    expect(set.otherPhotos('anna')).toEqual(['anna/2.jpg', 'anna/3.jpg']);
    expect(set.otherPhotos('bert')).toEqual([]);
  });

  it('names a folder without a manifest', async () => {
    await expect(readClipSet(folder)).rejects.toThrow(/manifest\.json cannot be read/);
  });

  it('names a manifest that is not JSON', async () => {
    write('manifest.json', '{');

    await expect(readClipSet(folder)).rejects.toThrow(/is not JSON/);
  });

  it.each([
    { name: 'no label', clip: { label: undefined }, says: /clips\.0\.label/ },
    { name: 'a move that nobody knows', clip: { asked: ['nod'] }, says: /clips\.0\.asked\.0/ },
    { name: 'no rate', clip: { fps: 0 }, says: /clips\.0\.fps/ },
    { name: 'a genuine clip without a move', clip: { shown: [] }, says: /must show a move/ },
  ])('says what is wrong with a clip with $name', async ({ clip, says }) => {
    manifest({ ...labelledClip(), ...clip });

    await expect(readClipSet(folder)).rejects.toThrow(says);
  });

  it('names a clip that is missing', async () => {
    manifest(labelledClip());

    await expect(readClipSet(folder)).rejects.toThrow(/0001-genuine\.mjpeg, which is not there/);
  });

  it('names a clip that is no row of JPEGs', async () => {
    manifest(labelledClip());
    write('0001-genuine.mjpeg', 'RIFF');
    const set = await readClipSet(folder);

    await expect(set.frames(labelledClip())).rejects.toThrow(/is not a \.mjpeg/);
  });
});
