import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { access, chmod, constants, copyFile, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { cachedFolder, exists } from './cache.mjs';
import { sharedFolder } from './paths.mjs';

const run = promisify(execFile);

export const HELM_VERSION = 'v3.19.5';

/** SHA-256 of the official archives, from the release notes of that version. */
export const HELM_ARCHIVES = {
  'linux-amd64': 'a0a5e8c592ed3f376ac110715eff214730c7422f9a44d96cf98117d2b8b0e6c0',
  'linux-arm64': 'ce02147ffee6d993bf8ae97a44a22e9e1daf0b69d2d5b69a0c8cf6706445ccf5',
  'darwin-amd64': '57f4a847c349382b7cc742a6434ef25f88f0928a113d8cf49084b464878ef0b9',
  'darwin-arm64': '195e24e587f423f15a78feebab04583ceee68323598575a0e8b3b11b43fd26fe',
};

/**
 * A helm 3: from PATH; from the programs of the sibling folder `../shared/cluster`; built with Go where Go is there;
 * or the official download, its checksum verified. What is not on PATH is kept in the cache.
 *
 * @param {{ log?: (line: string) => void }} [options]
 * @returns {Promise<string>} The program's path.
 * @throws {Error} When every way failed; its message names each with its reason.
 */
export async function findHelm({ log = () => {} } = {}) {
  const onPath = await helmOnPath(log);
  if (onPath) return onPath;

  const folder = await cachedFolder(`helm-${HELM_VERSION}`, (work) => obtain(work, log));
  return path.join(folder, 'helm');
}

/**
 * @param {string} folder
 * @param {(line: string) => void} log
 */
async function obtain(folder, log) {
  const failures = [];
  for (const way of [fromSharedCluster, fromGo, fromDownload]) {
    try {
      await way(folder, log);
      await run(path.join(folder, 'helm'), ['version', '--short']);
      return;
    } catch (error) {
      failures.push(firstLine(error));
      await rm(path.join(folder, 'helm'), { force: true });
    }
  }
  throw new Error(
    ['No helm found. Install helm 3 (https://helm.sh/docs/intro/install) and try again. Tried:', ...failures].join(
      '\n  - ',
    ),
  );
}

/** @param {(line: string) => void} log */
async function helmOnPath(log) {
  const file = await programOnPath('helm');
  if (!file) return undefined;
  const version = await run(file, ['version', '--short']).then(
    ({ stdout }) => stdout.trim(),
    () => 'of an unknown version',
  );
  if (isHelm3(version)) return file;
  log(`Leaving ${file} alone: it is helm ${version}, and Rancher works with helm 3`);
  return undefined;
}

/**
 * @param {string} version As `helm version --short` prints it.
 * @returns {boolean}
 */
export function isHelm3(version) {
  return /^v3\.\d+\./.test(version);
}

/**
 * The programs of `../shared/cluster`: as its `up` has unpacked them, else out of its archive.
 *
 * @param {string} folder
 * @param {(line: string) => void} log
 */
async function fromSharedCluster(folder, log) {
  const shared = sharedFolder();
  if (shared === undefined) throw new Error('../shared is not there');
  const cluster = path.join(shared, 'cluster');
  const archive = path.join(cluster, 'prebuilt/programs.tar.xz');
  if (!(await exists(archive))) throw new Error(`${cluster} is not there`);

  const cache = process.env.XDG_CACHE_HOME || path.join(homedir(), '.cache');
  const unpacked = path.join(process.env.CLUSTER_CACHE ?? path.join(cache, 'testcluster'), 'bin/helm');
  if (await exists(unpacked)) {
    await copyFile(unpacked, path.join(folder, 'helm'));
    return;
  }
  log(`Unpacking helm from ${archive} (10 s)`);
  const sums = await readFile(path.join(cluster, 'prebuilt/SHA256SUMS'), 'utf8');
  if (!sums.startsWith(await sha256(archive))) throw new Error(`${archive} is damaged: its checksum differs`);
  await run('tar', ['-xJf', archive, '-C', folder, 'helm']);
  await chmod(path.join(folder, 'helm'), 0o755);
}

/**
 * @param {string} folder
 * @param {(line: string) => void} log
 */
async function fromGo(folder, log) {
  if (!(await programOnPath('go'))) throw new Error('Go is not installed');
  log(`Building helm ${HELM_VERSION} with Go (2 to 4 minutes, once)`);
  const bin = path.join(folder, 'go-bin');
  const flag = `-X helm.sh/helm/v3/internal/version.version=${HELM_VERSION}`;
  const args = ['install', '-ldflags', `-s -w ${flag}`, `helm.sh/helm/v3/cmd/helm@${HELM_VERSION}`];
  const env = { ...process.env, GOBIN: bin, GOFLAGS: '-buildvcs=false', CGO_ENABLED: '0' };
  await run('go', args, { cwd: folder, env, maxBuffer: 1 << 24 }).catch((error) => {
    throw new Error(
      `go install failed: ${String(error.stderr || error.message)
        .trim()
        .split('\n')
        .at(-1)}`,
    );
  });
  await rename(path.join(bin, 'helm'), path.join(folder, 'helm'));
  await rm(bin, { recursive: true });
}

/**
 * @param {string} folder
 * @param {(line: string) => void} log
 */
async function fromDownload(folder, log) {
  const { platform, url, checksum } = helmArchive(process.platform, process.arch);
  log(`Downloading ${url}`);
  const response = await fetch(url, { signal: AbortSignal.timeout(300_000) }).catch((error) => {
    throw new Error(`${url} cannot be reached (${error.cause?.code ?? error.message})`);
  });
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  const content = Buffer.from(await response.arrayBuffer());
  verifyChecksum(content, checksum, url);

  const archive = path.join(folder, 'helm.tar.gz');
  await writeFile(archive, content);
  await mkdir(path.join(folder, 'archive'));
  await run('tar', ['-xzf', archive, '-C', path.join(folder, 'archive')]);
  await rename(path.join(folder, 'archive', platform, 'helm'), path.join(folder, 'helm'));
  await rm(path.join(folder, 'archive'), { recursive: true });
  await rm(archive);
}

/**
 * The official archive for a machine, in Node's words for it.
 *
 * @param {string} os
 * @param {string} arch
 * @returns {{ platform: string, url: string, checksum: string }}
 * @throws {Error} When no checksum is known for that kind of machine.
 */
export function helmArchive(os, arch) {
  const platform = `${os}-${arch === 'x64' ? 'amd64' : arch}`;
  const checksum = Object.entries(HELM_ARCHIVES).find(([name]) => name === platform)?.[1];
  if (!checksum) throw new Error(`no download is known for ${os} ${arch}`);
  return { platform, url: `https://get.helm.sh/helm-${HELM_VERSION}-${platform}.tar.gz`, checksum };
}

/**
 * @param {Uint8Array} content
 * @param {string} expected SHA-256, hex.
 * @param {string} origin Named in the error.
 * @throws {Error} When the content is not what was expected.
 */
export function verifyChecksum(content, expected, origin) {
  const actual = createHash('sha256').update(content).digest('hex');
  if (actual !== expected) throw new Error(`${origin} has checksum ${actual}, expected ${expected}: not used`);
}

/** @param {string} file */
async function sha256(file) {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}

/** @param {string} name */
async function programOnPath(name) {
  for (const folder of (process.env.PATH ?? '').split(path.delimiter).filter(Boolean)) {
    const file = path.join(folder, name);
    if (
      await access(file, constants.X_OK).then(
        () => true,
        () => false,
      )
    )
      return file;
  }
  return undefined;
}

/** @param {unknown} error */
function firstLine(error) {
  return String(error instanceof Error ? error.message : error).split('\n')[0];
}
