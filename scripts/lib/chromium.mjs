import { execFile } from 'node:child_process';
import { access, chmod, constants, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { cachedFolder } from './cache.mjs';

const run = promisify(execFile);
const require = createRequire(import.meta.url);
const SYSTEM_NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
const MAC_APPS = ['Google Chrome', 'Chromium'].map((name) => `/Applications/${name}.app/Contents/MacOS/${name}`);

/**
 * A Chromium to run the browser tests with: `CHROMIUM` when it is set; on Linux x64 the one inside the npm package
 * `@sparticuz/chromium`, which needs nothing of the system but libc; elsewhere the system's, then Playwright's.
 *
 * @param {{ log?: (line: string) => void }} [options]
 * @returns {Promise<string>} The program's path.
 * @throws {Error} When there is none; its message says what to do.
 */
export async function findChromium({ log = () => {} } = {}) {
  if (process.env.CHROMIUM) {
    if (await isExecutable(process.env.CHROMIUM)) return process.env.CHROMIUM;
    throw new Error(`CHROMIUM is set to ${process.env.CHROMIUM}, which is no program; set it right or unset it`);
  }
  const found = (await packagedChromium(log)) ?? (await systemChromium()) ?? (await playwrightChromium());
  if (found) return found;
  throw new Error(
    `No browser found for ${process.platform} ${process.arch}. Install Chromium or Chrome, or run ` +
      '"npx playwright install chromium", or set CHROMIUM to the path of one.',
  );
}

/** @param {(line: string) => void} log */
async function packagedChromium(log) {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined;
  const entry = resolvePackage('@sparticuz/chromium');
  if (!entry) return undefined;

  const { version } = JSON.parse(await readFile(path.join(path.dirname(entry), '..', 'package.json'), 'utf8'));
  const folder = await cachedFolder(`chromium-${version}`, async (work) => {
    log(`Unpacking Chromium ${version} from the npm package @sparticuz/chromium (3 s)`);
    await unpack(entry, work);
    await writeFile(path.join(work, 'run'), startScript());
    await chmod(path.join(work, 'run'), 0o755);
  });
  await writeFontConfig(folder);
  return path.join(folder, 'run');
}

/**
 * The package unpacks to the folder for temporary files only, and its shared libraries only when it believes to be in a
 * cloud function: both are told to a process of its own.
 *
 * @param {string} entry
 * @param {string} folder
 */
async function unpack(entry, folder) {
  const program = `import(${JSON.stringify(pathToFileURL(entry).href)}).then(({ default: c }) => c.executablePath())`;
  await run(process.execPath, ['-e', program], {
    env: { ...process.env, TMPDIR: folder, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x' },
  });
}

/** Starts the browser with the libraries and fonts that came with it, wherever the folder is. */
function startScript() {
  return [
    '#!/bin/sh',
    'here=$(dirname "$0")',
    'export LD_LIBRARY_PATH="$here/al2023/lib${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}"',
    'export FONTCONFIG_FILE="$here/fonts.conf"',
    'exec "$here/chromium" "$@"',
    '',
  ].join('\n');
}

/** @param {string} folder */
async function writeFontConfig(folder) {
  const file = path.join(folder, 'fonts.conf');
  const text = [
    '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">',
    `<fontconfig><dir>${folder}/fonts</dir><dir>/usr/share/fonts</dir><cachedir>${folder}/fonts-cache</cachedir></fontconfig>`,
    '',
  ].join('\n');
  if ((await readFile(file, 'utf8').catch(() => '')) !== text) await writeFile(file, text);
}

async function systemChromium() {
  const onPath = (process.env.PATH ?? '').split(path.delimiter).filter(Boolean);
  const candidates = SYSTEM_NAMES.flatMap((name) => onPath.map((folder) => path.join(folder, name)));
  return firstExecutable([...candidates, ...(process.platform === 'darwin' ? MAC_APPS : [])]);
}

async function playwrightChromium() {
  const entry = resolvePackage('playwright-core');
  if (!entry) return undefined;
  const { chromium } = require(entry);
  return firstExecutable([chromium.executablePath()]);
}

/** @param {string} name */
function resolvePackage(name) {
  try {
    return require.resolve(name);
  } catch {
    return undefined;
  }
}

/** @param {string[]} files */
async function firstExecutable(files) {
  for (const file of files) if (await isExecutable(file)) return file;
  return undefined;
}

/** @param {string} file */
async function isExecutable(file) {
  return access(file, constants.X_OK).then(
    () => true,
    () => false,
  );
}
