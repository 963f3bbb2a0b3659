import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { recogniserFile } from './recogniser-file.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'face-auth-recogniser-'));
});
afterEach(() => rm(folder, { recursive: true }));

const idOf = async (name: string, content: string): Promise<string> => {
  await writeFile(join(folder, name), content);
  return (await recogniserFile(join(folder, name))).id;
};

describe('recogniserFile', () => {
  it('names a recogniser after its file and what is in it', async () => {
    // The digits: `printf abc | sha256sum`.
    expect(await idOf('r50.onnx', 'abc')).toBe('r50-ba7816bf8f01');
  });

  it('takes another content under the same name for another recogniser', async () => {
    expect(await idOf('r50.onnx', 'abc')).not.toBe(await idOf('r50.onnx', 'abd'));
  });

  it('keeps ids short and plain', async () => {
    expect(await idOf(`Größe (1) ${'x'.repeat(100)}.onnx`, 'abc')).toMatch(/^Gr-e-1-x{33}-ba7816bf8f01$/);
  });

  it('says that a file is not there', async () => {
    await expect(recogniserFile(join(folder, 'nothing.onnx'))).rejects.toMatchObject({
      code: 'setting-invalid',
      detail: { hint: expect.stringContaining('nothing.onnx cannot be read') as string },
    });
  });
});
