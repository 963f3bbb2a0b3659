/**
 * What a package-lock.json (version 3) says about the packages that some workspaces need. Pure.
 * @typedef {{ version?: string, link?: boolean, resolved?: string, optional?: boolean, dependencies?: Record<string, string>, devDependencies?: Record<string, string> }} Entry
 * @typedef {{ packages: Record<string, Entry> }} Lockfile
 */

/** Where `name` is found when required from the package at `from`: the nearest node_modules upwards. */
function resolve(lock, from, name) {
  for (let folder = from; ; folder = folder.includes('/') ? folder.slice(0, folder.lastIndexOf('/')) : '') {
    const key = folder === '' ? `node_modules/${name}` : `${folder}/node_modules/${name}`;
    if (lock.packages[key] !== undefined) return key;
    if (folder === '') return undefined;
  }
}

/**
 * The packages that the given entries need, with the versions that the lockfile pins.
 * Workspaces that are depended on are followed, optional packages are left out: they may not fit this machine.
 * @param {Lockfile} lock
 * @param {readonly string[]} entries keys of the lockfile: workspace folders, '' for the root, `node_modules/...`
 * @returns {Map<string, string>} lockfile key to version
 */
export function closure(lock, entries) {
  const found = new Map();
  const seen = new Set();
  const queue = [...entries];

  while (queue.length > 0) {
    const key = queue.pop();
    const entry = lock.packages[key];
    if (seen.has(key) || entry === undefined || entry.optional) continue;
    seen.add(key);

    if (entry.link) queue.push(entry.resolved);
    else if (key.includes('node_modules/')) found.set(key, entry.version);

    for (const name of Object.keys(entry.dependencies ?? {})) {
      const dependency = resolve(lock, key, name);
      if (dependency !== undefined) queue.push(dependency);
    }
  }
  return found;
}

/**
 * Which of the wanted packages are not installed in the wanted version.
 * @param {Map<string, string>} wanted
 * @param {Lockfile} installed npm's own record, node_modules/.package-lock.json
 */
export function missing(wanted, installed) {
  return [...wanted].filter(([key, version]) => installed.packages[key]?.version !== version).map(([key]) => key);
}
