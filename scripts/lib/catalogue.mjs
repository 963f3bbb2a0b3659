import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { gunzipSync, gzipSync } from 'node:zlib';
import { dump, load } from 'js-yaml';
import { root } from './paths.mjs';

const run = promisify(execFile);
const readJson = (file) => JSON.parse(readFileSync(file, 'utf8'));

/**
 * The address under which the catalogue will be served, without a slash at its end.
 *
 * @param {string} text
 * @throws {Error} When it is no http or https address.
 */
export function catalogueUrl(text) {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !/^https?:$/.test(url.protocol) || url.search || url.hash) {
    throw new Error(
      `--url is "${text}" but must be the http or https address of the catalogue, such as http://localhost:8879`,
    );
  }
  return url.href.replace(/\/+$/, '');
}

/**
 * Packs the catalogue below `target`: assets/<chart>/<chart>-<version>.tgz, the extension's files in
 * extensions/<name>/<version>/ and index.yaml. Packages of other versions that are there stay in the index.
 *
 * @param {object} options
 * @param {string} options.helm Path of helm 3.
 * @param {string} options.url Where `target` will be served, from `catalogueUrl`.
 * @param {string} options.target
 * @param {string} [options.extension] Folder of the built extension; without it only the service's chart is packed.
 * @returns {Promise<string[]>} What was written, relative to `target`.
 */
export async function packCatalogue({ helm, url, target, extension }) {
  const work = mkdtempSync(path.join(tmpdir(), 'face-auth-catalogue-'));
  try {
    const written = [await packService({ helm, url, target, work })];
    if (extension) written.push(...(await packExtension({ helm, url, target, work, extension })));

    const assets = path.join(target, 'assets');
    await run(helm, ['repo', 'index', assets, '--url', `${url}/assets`]);
    renameSync(path.join(assets, 'index.yaml'), path.join(target, 'index.yaml'));
    return [...written, 'index.yaml'];
  } finally {
    rmSync(work, { recursive: true });
  }
}

async function packService({ helm, url, target, work }) {
  const folder = copyChart('face-auth', work);
  changeYaml(path.join(folder, 'Chart.yaml'), (chart) => ({ ...chart, icon: iconUrl(url) }));
  return packChart(helm, folder, target);
}

/** The chart and the files are those that Rancher's own `publish-pkgs` makes (shell 3.0.13, scripts/extension/publish). */
async function packExtension({ helm, url, target, work, extension }) {
  const { name, version, description, rancher } = readJson(path.join(root, 'pkg', 'face-auth', 'package.json'));
  const place = path.posix.join('extensions', name, version);
  publishFiles(extension, path.join(target, place));

  const folder = copyChart('face-auth-ui', work);
  cpSync(path.join(root, 'pkg', 'face-auth', 'README.md'), path.join(folder, 'README.md'));
  changeYaml(path.join(folder, 'Chart.yaml'), (chart) => ({
    ...chart,
    name,
    version,
    appVersion: version,
    description,
    icon: iconUrl(url),
    annotations: { ...chart.annotations, ...rancher.annotations },
  }));
  changeYaml(path.join(folder, 'values.yaml'), (values) => ({
    ...values,
    plugin: { ...values.plugin, endpoint: `${url}/${place}`, metadata: rancher.annotations },
  }));
  return [await packChart(helm, folder, target), place];
}

/** Rancher's server reads files.txt and plugin/package.json, then fetches each file that files.txt names. */
function publishFiles(extension, place) {
  rmSync(place, { recursive: true, force: true });
  cpSync(extension, path.join(place, 'plugin'), { recursive: true });
  const files = readdirSync(place, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(place, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'));
  writeFileSync(path.join(place, 'files.txt'), `${files.sort().join('\n')}\n`);
}

const iconUrl = (url) => `${url}/assets/icons/face-auth.svg`;

function copyChart(name, work) {
  const folder = path.join(work, name);
  cpSync(path.join(root, 'charts', name), folder, { recursive: true });
  return folder;
}

function changeYaml(file, change) {
  writeFileSync(file, dump(change(load(readFileSync(file, 'utf8'))), { lineWidth: -1 }));
}

async function packChart(helm, folder, target) {
  const { name, version } = load(readFileSync(path.join(folder, 'Chart.yaml'), 'utf8'));
  const place = path.join(target, 'assets', name);
  mkdirSync(place, { recursive: true });
  await run(helm, ['package', folder, '--destination', place]);
  const archive = `${name}-${version}.tgz`;
  forgetTimes(path.join(place, archive));
  return path.posix.join('assets', name, archive);
}

const BLOCK = 512;
/** Midnight of 1 January 1980 UTC, the earliest time that every archive format can tell. */
const NO_TIME = 315_532_800;

/**
 * Sets the time of every file in a .tgz to the same moment, so that the same sources make the same package. A tar
 * archive is a row of headers of 512 bytes, each followed by its file in whole blocks; numbers are octal text (POSIX ustar).
 */
function forgetTimes(archive) {
  const tar = gunzipSync(readFileSync(archive));
  for (let at = 0; at < tar.length && tar[at] !== 0;) {
    const header = tar.subarray(at, at + BLOCK);
    header.write(`${NO_TIME.toString(8).padStart(11, '0')}\0`, 136, 'latin1');
    header.fill(' ', 148, 156);
    const checksum = header.reduce((sum, byte) => sum + byte, 0);
    header.write(`${checksum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
    const size = parseInt(header.toString('latin1', 124, 136), 8);
    at += BLOCK * (1 + Math.ceil(size / BLOCK));
  }
  writeFileSync(archive, gzipSync(tar, { level: 9 }));
}
