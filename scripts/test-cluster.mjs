// `npm run test:cluster`: the chart and the command line on real clusters, the planner beside its scheduler, and the extension in a
// Rancher over real clusters.
import { ensureInstalled } from './lib/install.mjs';
import { playwright, runParts, schedulerConformance } from './lib/parts.mjs';
import { prepareService } from './lib/prepare-service.mjs';
import { sharedFolder } from './lib/paths.mjs';
import { mustRun } from './lib/run.mjs';

const HOW = `No cluster is named. Set KUBECONFIG to a cluster that may be used for tests, for example

  kind create cluster            (or: k3d cluster create)
  KUBECONFIG=~/.kube/config npm run test:cluster
${sharedFolder() ? '\nHere: ../shared/cluster/up test && eval "$(../shared/cluster/env test)" && npm run test:cluster\n' : ''}
The extension is tried in a real Rancher too when RANCHER_URL, RANCHER_USER and RANCHER_PASSWORD are set.`;

const say = (line) => console.log(line);

if (!process.env.KUBECONFIG) {
  console.error(HOW);
  console.log('0 passed, 1 failed');
  process.exit(1);
}

try {
  await ensureInstalled('everything', say);
  await prepareService(say);
  await mustRun('Building the extension', 'node', ['scripts/build-extension.mjs']);
} catch (error) {
  console.error(error.message);
  console.log('0 passed, 1 failed');
  process.exit(1);
}

const parts = [
  playwright('The chart on a real cluster', 'cluster'),
  schedulerConformance("The planner beside the cluster's scheduler", 30),
];
if (process.env.FACE_AUTH_CLUSTERS || process.env.INGRESS_HTTPS) {
  parts.push(playwright('The command line on real clusters', 'cli'));
} else {
  say('Neither FACE_AUTH_CLUSTERS nor INGRESS_HTTPS is set: the command line is not tried.');
}
if (process.env.RANCHER_URL) parts.push(playwright('The extension in a Rancher over real clusters', 'rancher'));
else say('RANCHER_URL is not set: the extension is not tried in a Rancher.');
process.exit(await runParts(parts));
