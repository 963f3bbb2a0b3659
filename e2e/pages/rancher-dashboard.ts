import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { ARTEFACTS } from '../tools/folders.ts';

const SHOTS = path.join(ARTEFACTS, 'dashboard');

/** The stock dashboard around our pages. */
export class RancherDashboard {
  readonly page: Page;
  readonly url: string;
  /** What went wrong in the page's scripts so far. */
  readonly pageErrors: string[] = [];

  /** @param url Rancher's address, without a path */
  constructor(page: Page, url: string) {
    this.page = page;
    this.url = url.replace(/\/$/, '');
    page.on('pageerror', (error) => this.pageErrors.push(error.message));
  }

  /** Keeps the browser from asking any other host, such as Rancher's site for news of new versions. */
  async stayAtHome(): Promise<void> {
    const { host } = new URL(this.url);
    await this.page.route(
      (url) => url.host !== host,
      (route) => route.abort(),
    );
  }

  async logIn(user: string, password: string): Promise<void> {
    await this.page.goto(`${this.url}/dashboard/auth/login`);
    await this.page.getByTestId('local-login-username').fill(user);
    await this.page.locator('input[type=password]').first().fill(password);
    await this.page.getByTestId('login-submit').click();
    await this.page.waitForURL((url) => !url.pathname.includes('/auth/login'));
  }

  /** @param place below `/dashboard/`, such as `home` */
  async go(place: string): Promise<void> {
    await this.page.goto(`${this.url}/dashboard/${place}`);
  }

  /** Rancher's own install page for a chart. */
  async goToInstallPage(options: { cluster: string; repo: string; chart: string; version: string }): Promise<void> {
    const { cluster, repo, chart, version } = options;
    const query = new URLSearchParams({ 'repo-type': 'cluster', repo, chart, version });
    await this.go(`c/${cluster}/apps/charts/install?${query.toString()}`);
  }

  /** Opens the menu with all products and goes to the one of that name. */
  async goByMenu(product: string): Promise<void> {
    await this.page.getByTestId('top-level-menu').click();
    await this.page.getByRole('link', { name: product }).first().click();
  }

  async screenshot(name: string): Promise<void> {
    mkdirSync(SHOTS, { recursive: true });
    await this.page.screenshot({ path: path.join(SHOTS, `${name}.png`) });
  }
}
