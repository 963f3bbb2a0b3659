// `npm run bench`: measures the figures of docs/benchmarks.md on this machine and writes the page anew.
import { ensureInstalled } from './lib/install.mjs';
import { node24 } from './lib/paths.mjs';
import { prepareService } from './lib/prepare-service.mjs';
import { mustRun } from './lib/run.mjs';

try {
  await ensureInstalled('everything', console.log);
  await prepareService(console.log);
  await mustRun('Building the extension', 'node', ['scripts/build-extension.mjs']);
  await mustRun('The benchmark', node24, ['e2e/bench/main.ts', ...process.argv.slice(2)]);
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
