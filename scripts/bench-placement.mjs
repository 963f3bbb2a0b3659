// `npm run bench:placement`: measures the planner over simulated fleets and writes its part of docs/benchmarks.md anew.
import { ensureInstalled } from './lib/install.mjs';
import { node24 } from './lib/paths.mjs';
import { mustRun } from './lib/run.mjs';

try {
  await ensureInstalled('everything', console.log);
  await mustRun('The benchmark of the planner', node24, ['e2e/bench/placement/main.ts']);
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
