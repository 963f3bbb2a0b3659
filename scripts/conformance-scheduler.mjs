// `npm run conformance:scheduler -- [--cases 200] [--seed N] [--json]`: the planner beside the scheduler of the cluster that
// KUBECONFIG names, over random cases (docs/internals.md).
import { ensureInstalled } from './lib/install.mjs';
import { node24 } from './lib/paths.mjs';
import { run } from './lib/run.mjs';

if (!process.env.KUBECONFIG) {
  console.error(
    'No cluster is named. Set KUBECONFIG to a cluster that may be used for tests; its nodes are not touched.',
  );
  process.exit(1);
}

await ensureInstalled('everything', (line) => console.error(line));
const { findHelm } = await import('./lib/helm.mjs');
await findHelm({ log: (line) => console.error(line) });
process.exit(await run(node24, ['e2e/conformance/main.ts', ...process.argv.slice(2)]));
