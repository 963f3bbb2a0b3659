import { createHash } from 'node:crypto';
import { createReadStream, existsSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { cachedFolder, cacheFolder } from './cache.mjs';
import { node24, root, sharedFolder } from './paths.mjs';
import { mustRun } from './run.mjs';

/** Where Rancher serves its dashboard; the build has this path inside. */
export const DASHBOARD_PATH = '/dashboard/';

const SHELL = '@rancher/shell';
const readJson = (file) => JSON.parse(readFileSync(file, 'utf8'));

/**
 * The stock Rancher dashboard as static files, without our extension, to be served at `/dashboard/` with `index.html`
 * for every path that is no file. Made once per version of @rancher/shell and kept in the cache folder: unpacked from
 * `../shared/rancher/prebuilt` where that holds the same version, else built from node_modules.
 * @param {{ log?: (line: string) => void }} [options]
 * @returns {Promise<string>} the folder with `index.html`
 */
export async function findDashboard({ log = console.log } = {}) {
  const shell = readJson(path.join(root, 'node_modules', SHELL, 'package.json')).version;
  const packed = packedDashboard(shell);
  if (packed) {
    try {
      return await cachedFolder(`dashboard-${shell}-${packed.sum.slice(0, 12)}`, (folder) =>
        unpack(packed, folder, log),
      );
    } catch (error) {
      log(`${error.message} Building the dashboard instead.`);
    }
  }
  const node = readJson(path.join(root, 'node_modules', 'node', 'package.json')).version;
  return cachedFolder(`dashboard-${shell}-node${node}`, (folder) => build(shell, folder, log));
}

/** The ready-made archive of that very version of the shell, and the checksum it must have. */
function packedDashboard(shell) {
  const shared = sharedFolder();
  if (!shared) return undefined;
  const [archive, sums, source] = ['prebuilt/dashboard.tar.xz', 'prebuilt/SHA256SUMS', 'dashboard/package.json'].map(
    (file) => path.join(shared, 'rancher', file),
  );
  if (![archive, sums, source].every((file) => existsSync(file))) return undefined;
  if (readJson(source).dependencies?.[SHELL] !== shell) return undefined;
  const sum = /^([0-9a-f]{64})\s+\*?dashboard\.tar\.xz$/m.exec(readFileSync(sums, 'utf8'))?.[1];
  return sum && { archive, sum };
}

async function unpack({ archive, sum }, folder, log) {
  log(`Unpacking the Rancher dashboard from ${archive} (10 s)`);
  const hash = createHash('sha256');
  await pipeline(createReadStream(archive), hash);
  if (hash.digest('hex') !== sum) throw new Error(`${archive} has not the checksum that SHA256SUMS names.`);
  await mustRun('Unpacking it (needs tar and xz)', 'tar', ['-xJf', archive, '-C', folder], { quiet: true });
}

/**
 * Builds it in a root of its own in the cache, where there is no `pkg/`, so that nothing of ours gets in. The packages
 * are the repository's, through a link.
 */
async function build(shell, folder, log) {
  log(`Building the Rancher dashboard of ${SHELL} ${shell}: 3 to 6 minutes and 4 GB of memory, once for this version`);
  await mkdir(cacheFolder(), { recursive: true });
  const host = await mkdtemp(path.join(cacheFolder(), '.dashboard-host-'));
  try {
    const fromShell = (file, call) => `module.exports = require('${SHELL}/${file}')${call};\n`;
    await writeFile(path.join(host, 'vue.config.js'), fromShell('vue.config', '(__dirname)'));
    await writeFile(path.join(host, 'babel.config.js'), fromShell('babel.config.js', ''));
    const manifest = { name: 'stock-dashboard', version: shell, private: true, dependencies: { [SHELL]: shell } };
    await writeFile(path.join(host, 'package.json'), JSON.stringify(manifest));
    await symlink(path.join(root, 'node_modules'), path.join(host, 'node_modules'), 'dir');

    const program = path.join('node_modules', '@vue', 'cli-service', 'bin', 'vue-cli-service.js');
    await mustRun('The build of the Rancher dashboard', node24, ['--preserve-symlinks', program, 'build'], {
      cwd: host,
      quiet: true,
      env: {
        ROUTER_BASE: DASHBOARD_PATH,
        RESOURCE_BASE: DASHBOARD_PATH,
        OUTPUT_DIR: folder,
        NODE_OPTIONS: '--max-old-space-size=6144',
      },
    });
  } finally {
    await rm(host, { recursive: true, force: true });
  }
}
