import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { listPhotos } from './list-photos.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'face-auth-photos-'));
});
afterEach(() => rm(folder, { recursive: true }));

const put = async (...files: string[]): Promise<void> => {
  for (const file of files) {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await writeFile(join(folder, file), '');
  }
};
const refusal = (sentence: string) => ({
  name: 'EvaluationInputError',
  message: expect.stringContaining(sentence) as string,
});

describe('listPhotos', () => {
  it('takes folders for people and files for their photos, in the order of their names', async () => {
    await put('ben/2.PNG', 'ben/10.jpeg', 'anna/a.webp', 'anna/b.jpg', 'anna/c.tif');
    const { people, ignored } = await listPhotos(folder);

    expect(people).toEqual([
      { name: 'anna', photos: ['a.webp', 'b.jpg', 'c.tif'].map((file) => join(folder, 'anna', file)) },
      { name: 'ben', photos: ['10.jpeg', '2.PNG'].map((file) => join(folder, 'ben', file)) },
    ]);
    expect(ignored).toEqual([]);
  });

  it('ignores other files and deeper folders, and says so, but passes over hidden ones', async () => {
    await put(
      'README.md',
      '.DS_Store',
      'anna/1.jpg',
      'anna/notes.txt',
      'anna/.thumb.jpg',
      'ben/1.jpg',
      'ben/old/2.jpg',
    );
    await put('.cache/1.jpg');
    const { people, ignored } = await listPhotos(folder);

    expect(people.map(({ name, photos }) => [name, photos.length])).toEqual([
      ['anna', 1],
      ['ben', 1],
    ]);
    expect(ignored).toEqual(['README.md', 'anna/notes.txt', 'ben/old']);
  });

  it('leaves out people without a photo', async () => {
    await put('anna/1.jpg', 'ben/1.jpg', 'carla/notes.txt');

    expect((await listPhotos(folder)).people).toHaveLength(2);
  });

  it('follows links to folders, and ignores one that leads nowhere', async () => {
    await put('anna/1.jpg', 'elsewhere.d/1.jpg');
    await symlink(join(folder, 'elsewhere.d'), join(folder, 'ben'));
    await symlink(join(folder, 'nowhere'), join(folder, 'carla'));
    const { people, ignored } = await listPhotos(folder);

    expect(people.map(({ name }) => name)).toEqual(['anna', 'ben', 'elsewhere.d']);
    expect(ignored).toEqual(['carla']);
  });

  it.each([
    {
      name: 'no folders',
      files: ['1.jpg', '2.jpg'],
      says: 'has no photos of people; it must have one folder for each person',
    },
    { name: 'nothing at all', files: [], says: 'has no photos of people' },
    { name: 'one person only', files: ['anna/1.jpg', 'anna/2.jpg'], says: 'has photos of one person only' },
  ])('refuses a folder with $name', async ({ files, says }) => {
    await put(...files);
    await expect(listPhotos(folder)).rejects.toMatchObject(refusal(says));
  });

  it('says what is wrong with the folder itself', async () => {
    await put('a-file');
    await expect(listPhotos(join(folder, 'nowhere'))).rejects.toMatchObject(refusal('nowhere does not exist'));
    await expect(listPhotos(join(folder, 'a-file'))).rejects.toMatchObject(refusal('a-file is no folder'));
  });
});
