import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { closure, missing } from './lockfile.mjs';
import { node24, root } from './paths.mjs';
import { mustRun } from './run.mjs';

const SERVICE = ['backend', 'backend/web'];

const readJson = (file) => JSON.parse(readFileSync(path.join(root, file), 'utf8'));

function isInstalled(wanted) {
  const hidden = 'node_modules/.package-lock.json';
  if (!existsSync(path.join(root, hidden)) || !existsSync(node24)) return false;
  return missing(wanted, readJson(hidden)).length === 0;
}

/**
 * Installs what is needed and not there yet.
 * @param {'service' | 'everything'} what `service`: only what the running service and the build of its page need
 * @param {(line: string) => void} log
 */
export async function ensureInstalled(what, log) {
  const lock = readJson('package-lock.json');
  const wanted = what === 'service' ? closure(lock, SERVICE) : closure(lock, Object.keys(lock.packages));
  if (isInstalled(wanted)) return;

  log(what === 'service' ? 'Installing what the service needs ...' : 'Installing all packages (about two minutes) ...');
  const npm = ['ci', '--no-audit', '--no-fund', '--loglevel=error'];
  if (what === 'service') npm.push('--omit=dev', ...SERVICE.flatMap((workspace) => ['-w', workspace]));
  await mustRun('npm ci', 'npm', npm, { env: { ONNXRUNTIME_NODE_INSTALL: 'skip' } });
}
