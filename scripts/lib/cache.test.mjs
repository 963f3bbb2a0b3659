import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cachedFolder, cacheFolder } from './cache.mjs';

describe('cacheFolder', () => {
  it.each([
    { name: 'takes FACE_AUTH_CACHE first', env: { FACE_AUTH_CACHE: '/a', XDG_CACHE_HOME: '/b' }, folder: '/a' },
    { name: 'lies in the cache folder of the desktop', env: { XDG_CACHE_HOME: '/b' }, folder: '/b/face-auth' },
    { name: 'lies in the home folder otherwise', env: {}, folder: path.join(homedir(), '.cache/face-auth') },
  ])('$name', ({ env, folder }) => {
    expect(cacheFolder(env)).toBe(folder);
  });
});

describe('cachedFolder', () => {
  let cache = '';
  beforeEach(async () => {
    cache = await mkdtemp(path.join(tmpdir(), 'cache-test-'));
  });
  afterEach(() => rm(cache, { recursive: true }));

  const writes = (text) => (folder) => writeFile(path.join(folder, 'content'), text);
  const content = (folder) => readFile(path.join(folder, 'content'), 'utf8');

  it('is filled once only', async () => {
    await cachedFolder('tool-1', writes('first'), cache);
    const folder = await cachedFolder('tool-1', writes('second'), cache);

    expect(await content(folder)).toBe('first');
  });

  it('gives everybody the same whole folder when several fill it at the same time', async () => {
    const folders = await Promise.all(['a', 'b', 'c'].map((text) => cachedFolder('tool-1', writes(text), cache)));

    expect(new Set(folders)).toEqual(new Set([path.join(cache, 'tool-1')]));
    expect(await readdir(cache)).toEqual(['tool-1']);
    expect(['a', 'b', 'c']).toContain(await content(path.join(cache, 'tool-1')));
  });

  it('leaves nothing behind when filling fails', async () => {
    const broken = cachedFolder('tool-1', () => Promise.reject(new Error('disk full')), cache);

    await expect(broken).rejects.toThrow('disk full');
    expect(await readdir(cache)).toEqual([]);
  });
});
