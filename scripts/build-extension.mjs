#!/usr/bin/env node
// Builds the dashboard extension as Rancher loads it: dist-pkg/<name>-<version>/<name>-<version>.umd.min.js, its lazily
// loaded chunks and a package.json. Does what build-pkg.sh and pkgfile.js of @rancher/shell do; those take the folder's
// name for the extension's name, and ours differ (the service's chart has the name `face-auth`).
import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The goals: what a browser loads at Rancher's start, and what it can ever load. In bytes. */
const ENTRY_LIMIT = 60_000;
const TOTAL_LIMIT = 1_800_000;

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const folder = path.join(root, 'pkg', 'face-auth');
const bin = path.join(root, 'node_modules', '.bin', 'vue-cli-service');

const { name, version } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
const fullName = `${name}-${version}`;
const out = path.join(root, 'dist-pkg', fullName);

if (!existsSync(bin)) {
  console.error('The extension cannot be built: its tools are not installed. Run `npm ci` first.');
  process.exit(1);
}

rmSync(out, { recursive: true, force: true });
// The shell's loaders keep what they made under names that say nothing of the browsers it was made for.
rmSync(path.join(folder, 'node_modules', '.cache'), { recursive: true, force: true });
mkdirSync(out, { recursive: true });

const built = withShellLink(() =>
  spawnSync(
    nodeForBuild(),
    [
      bin,
      'build',
      '--name',
      fullName,
      '--target',
      'lib',
      'index.ts',
      '--dest',
      out,
      '--formats',
      'umd-min',
      '--filename',
      fullName,
    ],
    { cwd: folder, stdio: ['ignore', 'inherit', 'inherit'] },
  ),
);

if (built.status !== 0) {
  console.error(
    `The extension was not built: vue-cli-service ended with ${built.status ?? built.signal ?? built.error?.message}.`,
  );
  process.exit(1);
}

writePackageJson();
cpSync(path.join(folder, 'README.md'), path.join(out, 'README.md'));
checkSizes();

/** The shell's build expects itself at pkg/<folder>/.shell. The link goes whatever happens. */
function withShellLink(build) {
  const link = path.join(folder, '.shell');
  const remove = () => lstatSync(link, { throwIfNoEntry: false }) && rmSync(link);

  remove();
  symlinkSync(path.join(root, 'node_modules', '@rancher', 'shell'), link);
  try {
    return build();
  } finally {
    remove();
  }
}

/** The Node that the `node` package brings, else the one running this. */
function nodeForBuild() {
  const own = path.join(root, 'node_modules', 'node', 'bin', 'node');

  return existsSync(own) ? own : process.execPath;
}

function writePackageJson() {
  const { scripts, browserslist, devDependencies, ...rest } = JSON.parse(
    readFileSync(path.join(folder, 'package.json'), 'utf8'),
  );
  const published = { ...rest, files: ['**/*'], main: `${fullName}.umd.min.js` };

  // The shell's pkgfile.js sets `rancher: true`; the annotations are kept for whoever packages the chart.
  writeFileSync(path.join(out, 'package.json'), `${JSON.stringify(published, null, 2)}\n`);
}

function checkSizes() {
  const scripts = readdirSync(out)
    .filter((file) => file.endsWith('.js'))
    .map((file) => ({ file, bytes: statSync(path.join(out, file)).size }))
    .sort((a, b) => b.bytes - a.bytes);
  const entry = scripts.find(({ file }) => file === `${fullName}.umd.min.js`)?.bytes ?? 0;
  const total = scripts.reduce((sum, { bytes }) => sum + bytes, 0);

  for (const { file, bytes } of scripts) console.log(`${String(bytes).padStart(9)}  ${file}`);
  console.log(`entry ${entry} bytes (limit ${ENTRY_LIMIT}), all scripts ${total} bytes (limit ${TOTAL_LIMIT})`);

  if (entry === 0 || entry > ENTRY_LIMIT || total > TOTAL_LIMIT) {
    console.error('The extension is too large: import narrowly and keep pages lazy (`() => import(...)`).');
    process.exit(1);
  }
}
