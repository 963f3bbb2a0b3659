import type { Locator, Page } from '@playwright/test';
import { invitationIds, overviewIds } from '../../pkg/face-auth/test-ids.ts';
import type { RancherDashboard } from './rancher-dashboard.ts';

/** The extension's overview: every cluster and what runs on it. Clusters go by the name that the admin sees. */
export class OverviewPage {
  readonly dashboard: RancherDashboard;
  readonly page: Page;
  readonly root: Locator;
  readonly install: Locator;
  readonly refresh: Locator;
  readonly error: Locator;
  readonly invitationLink: Locator;

  constructor(dashboard: RancherDashboard) {
    this.dashboard = dashboard;
    this.page = dashboard.page;
    this.root = this.page.getByTestId(overviewIds.page);
    this.install = this.page.getByTestId(overviewIds.install);
    this.refresh = this.page.getByTestId(overviewIds.refresh);
    this.error = this.page.getByTestId(overviewIds.error);
    this.invitationLink = this.page.getByTestId(invitationIds.link);
  }

  async open(): Promise<void> {
    await this.dashboard.go('faceauth/c/_/overview');
    await this.root.waitFor();
  }

  state(cluster: string): Locator {
    return this.page.getByTestId(overviewIds.state(cluster));
  }

  /** All cells of a cluster. */
  row(cluster: string): Locator {
    return this.root.getByRole('row').filter({ has: this.state(cluster) });
  }

  version(cluster: string): Locator {
    return this.page.getByTestId(overviewIds.version(cluster));
  }

  loginUrl(cluster: string): Locator {
    return this.page.getByTestId(overviewIds.loginUrl(cluster));
  }

  async askForInvitation(cluster: string): Promise<void> {
    await this.page.getByTestId(overviewIds.invitation(cluster)).click();
  }

  async manage(cluster: string): Promise<void> {
    await this.page.getByTestId(overviewIds.manage(cluster)).click();
  }
}
