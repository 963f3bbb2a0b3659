// `npm test`: everything that needs no cluster. Installs and builds what it needs by itself.
import { ensureInstalled } from './lib/install.mjs';
import { commands, playwright, runParts, vitest } from './lib/parts.mjs';
import { sharedFolder } from './lib/paths.mjs';
import { prepareService } from './lib/prepare-service.mjs';
import { mustRun } from './lib/run.mjs';

const say = (line) => console.log(line);

try {
  await ensureInstalled('everything', say);
  await prepareService(say);
  // Imported only now: they use packages that the first step installs.
  const { findHelm } = await import('./lib/helm.mjs');
  const { findChromium } = await import('./lib/chromium.mjs');
  const { findDashboard } = await import('./lib/dashboard.mjs');
  await findHelm({ log: say });
  await findChromium({ log: say });
  await findDashboard({ log: say });
  await mustRun('Building the extension', 'node', ['scripts/build-extension.mjs']);
  await mustRun('Packing the catalogue', 'node', ['scripts/catalogue.mjs']);
} catch (error) {
  console.error(error.message);
  console.log('0 passed, 1 failed');
  process.exit(1);
}

process.exit(
  await runParts(
    [
      commands('Types, lint, format', ['node', 'scripts/check.mjs']),
      vitest('Unit, contracts, charts'),
      playwright('Login in a browser with a fed camera', 'login'),
      playwright('Extension in the stock Rancher dashboard, over recorded answers', 'dashboard'),
    ],
    sharedFolder() === undefined ? { skippable: 'they need the larger test data, which is not beside this clone' } : {},
  ),
);
