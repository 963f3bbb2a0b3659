import { readFileSync } from 'node:fs';
import { cp, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { prepareModels } from './prepare-models.ts';
import { readSource, SOURCES } from './sources.ts';

/** Converting and checking the nets takes about 2 s, on a busy machine some times that. */
describe('prepareModels', { timeout: 60_000 }, () => {
  let prepared: string;
  let folder: string;
  let lines: string[];
  beforeAll(async () => {
    prepared = await mkdtemp(join(tmpdir(), 'face-auth-prepared-'));
    await prepareModels(prepared, () => undefined);
  }, 60_000);
  afterAll(() => rm(prepared, { recursive: true }));
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'face-auth-prepare-'));
    lines = [];
  });
  afterEach(() => rm(folder, { recursive: true }));
  const prepare = () => prepareModels(folder, (line) => lines.push(line));

  it('writes the nets, the test faces and what they must hash to', async () => {
    await prepare();

    const nets = ['blazeface', 'facemesh', 'iris', 'mobilefacenet'].flatMap((net) =>
      ['bin', 'json', 'onnx'].map((kind) => `${net}.${kind}`),
    );
    expect((await readdir(folder)).sort()).toEqual([...nets, 'blazeface-coarse.onnx', 'faces', 'manifest.json'].sort());
    expect(lines.length).toBeGreaterThan(2);
    for (const face of await readdir(join(folder, 'faces'))) {
      expect(await sharp(join(folder, 'faces', face)).metadata()).toMatchObject({
        format: 'jpeg',
        width: 320,
        height: 240,
      });
    }
  });

  it('does nothing the second time', async () => {
    await cp(prepared, folder, { recursive: true });
    const before = await stat(join(folder, 'manifest.json'));
    await prepare();

    expect(lines).toEqual(['Models: ready, nothing to do']);
    expect((await stat(join(folder, 'manifest.json'))).mtimeMs).toBe(before.mtimeMs);
  });

  it.each([
    { name: 'a damaged net', spoil: () => writeFile(join(folder, 'iris.bin'), 'x') },
    { name: 'a damaged converted net', spoil: () => writeFile(join(folder, 'iris.onnx'), 'x') },
    { name: 'a missing face', spoil: () => rm(join(folder, 'faces/person-a-1.jpg')) },
    {
      name: 'a manifest of another recipe',
      spoil: () => writeFile(join(folder, 'manifest.json'), '{"recipe":0,"files":{}}'),
    },
    { name: 'a manifest cut short', spoil: () => writeFile(join(folder, 'manifest.json'), '{"reci') },
  ])('makes everything anew after $name', async ({ spoil }) => {
    await cp(prepared, folder, { recursive: true });
    const wholes = ['iris.bin', 'iris.onnx'].map((file) => readFileSync(join(folder, file)));
    await spoil();
    await prepare();

    expect(['iris.bin', 'iris.onnx'].map((file) => readFileSync(join(folder, file)))).toEqual(wholes);
    expect(await readdir(join(folder, 'faces'))).toContain('person-a-1.jpg');
    lines = [];
    await prepare();
    expect(lines).toEqual(['Models: ready, nothing to do']);
  });

  it('says in one sentence that the folder cannot be written', async () => {
    await writeFile(join(folder, 'file'), '');

    await expect(prepareModels(join(folder, 'file'), () => undefined)).rejects.toThrow(
      /cannot be written .*; free space or change its owner$/,
    );
  });
});

describe('readSource', () => {
  const [source] = SOURCES;
  if (source === undefined) throw new Error('no source is pinned');

  it('refuses a file that is not the pinned one', async () => {
    await expect(readSource({ ...source, sha256: '00' })).rejects.toThrow(`not the file of version ${source.version}`);
  });

  it('refuses a package without the file', async () => {
    await expect(readSource({ ...source, path: 'models/none.bin' })).rejects.toThrow(
      'has no readable file models/none.bin',
    );
  });

  it('says what to do when the package is not installed', async () => {
    await expect(readSource(source, pathToFileURL(join(tmpdir(), 'x.js')).href)).rejects.toThrow(
      'is not installed; run `npm start`',
    );
  });
});
