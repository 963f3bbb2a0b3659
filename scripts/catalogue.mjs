// `npm run catalogue [-- --url URL] [--service-only] [--serve]`: packs the charts and the extension's files, writes index.yaml.
// This folder, served over HTTP, is then a Helm repository and a Rancher catalogue; `--serve` serves it, and nothing else of it.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { buildWhenChanged } from './lib/built.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { root } from './lib/paths.mjs';
import { mustRun } from './lib/run.mjs';
import { catalogueHandler } from './lib/serve-catalogue.mjs';

const say = (line) => console.log(line);

/** The folder of the built extension, which is built when there is none of these sources. */
async function builtExtension() {
  const { name, version } = JSON.parse(readFileSync(path.join(root, 'pkg', 'face-auth', 'package.json'), 'utf8'));
  const folder = path.join(root, 'dist-pkg', `${name}-${version}`);
  await buildWhenChanged({
    sources: ['pkg/face-auth', 'placement/src', 'vue.config.js', 'babel.config.js', 'package-lock.json'],
    stamp: 'dist-pkg/.built-from',
    result: `dist-pkg/${name}-${version}/package.json`,
    async build() {
      say('Building the extension (half a minute) ...');
      await mustRun('Building the extension', 'node', ['scripts/build-extension.mjs']);
    },
  });
  return folder;
}

/** Serves the catalogue on the port of its address until it is stopped: for this machine alone when that says localhost. */
function serve(url) {
  const { protocol, hostname, port, pathname } = new URL(url);
  if (protocol !== 'http:' || pathname !== '/') {
    throw new Error(`--serve serves plain HTTP at the root: give --url as http://HOST:PORT, not ${url}`);
  }
  const server = createServer(catalogueHandler(root));
  server.once('error', (error) => {
    console.error(`The catalogue cannot be served on port ${port || 80}: ${error.message}`);
    process.exit(1);
  });
  server.listen(Number(port || 80), hostname === 'localhost' ? 'localhost' : undefined, () =>
    say(`Serving it at ${url}; Ctrl-C ends that.`),
  );
}

try {
  const { values } = parseArgs({
    options: {
      url: { type: 'string', default: 'http://localhost:8879' },
      'service-only': { type: 'boolean', default: false },
      serve: { type: 'boolean', default: false },
    },
  });
  await ensureInstalled('everything', say);
  // Imported only now: they use packages that the step before installs.
  const { catalogueUrl, packCatalogue } = await import('./lib/catalogue.mjs');
  const { findHelm } = await import('./lib/helm.mjs');
  const url = catalogueUrl(values.url);
  const helm = await findHelm({ log: say });
  const extension = values['service-only'] ? {} : { extension: await builtExtension() };
  for (const file of await packCatalogue({ helm, url, target: root, ...extension })) say(file);
  say(`Add ${url} to Rancher or helm.`);
  if (values.serve) serve(url);
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
