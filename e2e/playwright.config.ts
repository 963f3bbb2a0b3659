import path from 'node:path';
import { defineConfig } from '@playwright/test';
import { findChromium } from '../scripts/lib/chromium.mjs';
import { ARTEFACTS } from './tools/folders.ts';

/** Each project clears its own folder when it starts. */
const results = (project: string): string => path.join(ARTEFACTS, 'results', project);

/**
 * Five projects: `login` starts the service itself and feeds its cameras, `dashboard` runs the Rancher dashboard over
 * recorded answers, `cluster` and `cli` need a KUBECONFIG, `rancher` a RANCHER_URL. One worker: the tests share two cores with
 * the service they measure.
 */
export default defineConfig({
  workers: 1,
  retries: 0,
  forbidOnly: Boolean(process.env.CI),
  timeout: 90_000,
  expect: { timeout: 10_000 },
  reporter: [['list'], ['json', { outputFile: path.join(ARTEFACTS, 'playwright.json') }]],
  use: {
    browserName: 'chromium',
    headless: true,
    screenshot: 'only-on-failure',
    trace: 'retain-on-failure',
    launchOptions: {
      executablePath: await findChromium({ log: (line) => process.stderr.write(`${line}\n`) }),
      args: ['--no-sandbox'],
    },
  },
  projects: [
    { name: 'login', outputDir: results('login'), testDir: 'login', testMatch: '**/*.spec.ts' },
    {
      name: 'dashboard',
      outputDir: results('dashboard'),
      testDir: 'dashboard',
      testMatch: '**/*.spec.ts',
      timeout: 180_000,
    },
    {
      name: 'cluster',
      outputDir: results('cluster'),
      testDir: 'cluster',
      testMatch: 'chart.spec.ts',
      timeout: 600_000,
    },
    {
      name: 'cli',
      outputDir: results('cli'),
      testDir: 'cluster',
      testMatch: 'cli.spec.ts',
      timeout: 600_000,
    },
    {
      name: 'rancher',
      outputDir: results('rancher'),
      testDir: 'cluster',
      testMatch: 'rancher.spec.ts',
      timeout: 600_000,
    },
  ],
});
