// `npm run bench:engine`: measures our engine beside Human as shipped and writes its part of docs/benchmarks.md anew.
// `-- --quick` takes a minute instead of a quarter of an hour and leaves the page as it is; `-- --frames N` sets for how many
// frames memory is watched.
import { ensureInstalled } from './lib/install.mjs';
import { node24 } from './lib/paths.mjs';
import { mustRun } from './lib/run.mjs';

try {
  await ensureInstalled('everything', console.log);
  await mustRun('The benchmark of the engine', node24, ['backend/bench/main.ts', ...process.argv.slice(2)]);
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
