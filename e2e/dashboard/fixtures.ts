import { test as base } from '@playwright/test';
import { findDashboard } from '../../scripts/lib/dashboard.mjs';
import { OverviewPage } from '../pages/overview-page.ts';
import { RancherDashboard } from '../pages/rancher-dashboard.ts';
import { WizardPage } from '../pages/wizard-page.ts';
import { REPOSITORY } from '../tools/folders.ts';
import { Catalogue } from './recorded-api/catalogue.ts';
import type { ClusterSpec } from './recorded-api/fleet.ts';
import { RecordedRancher } from './recorded-api/recorded-rancher.ts';
import { UiPlugins } from './recorded-api/ui-plugins.ts';

export const EXTENSION = 'face-auth-ui';

interface Served {
  dashboard: string;
  catalogue: Catalogue;
  plugins: UiPlugins;
}

interface Fixtures {
  /** The downstream clusters of this test's Rancher, by name: `test.use({ clusters: … })`. */
  clusters: Record<string, ClusterSpec>;
  rancher: RecordedRancher;
  dashboard: RancherDashboard;
  overview: OverviewPage;
  wizard: WizardPage;
}

/** Each test has a Rancher of its own. */
export const test = base.extend<Fixtures, { served: Served }>({
  served: [
    // eslint-disable-next-line no-empty-pattern -- Playwright reads the names of the fixtures from this pattern
    async ({}, use) => {
      const catalogue = new Catalogue(REPOSITORY);
      const dashboard = await findDashboard({ log: (line) => void process.stderr.write(`${line}\n`) });
      await use({ dashboard, catalogue, plugins: new UiPlugins(catalogue, EXTENSION) });
    },
    { scope: 'worker' },
  ],
  clusters: [{ 'edge-one': {} }, { option: true }],
  viewport: { width: 1400, height: 900 },
  rancher: async ({ served, clusters }, use) => {
    const rancher = await RecordedRancher.start({ ...served, clusters });
    await use(rancher);
    await rancher.close();
  },
  dashboard: async ({ page, rancher }, use) => {
    const dashboard = new RancherDashboard(page, rancher.url);
    await dashboard.stayAtHome();
    await use(dashboard);
  },
  overview: async ({ dashboard }, use) => use(new OverviewPage(dashboard)),
  wizard: async ({ dashboard }, use) => use(new WizardPage(dashboard)),
});

export { expect } from '@playwright/test';
