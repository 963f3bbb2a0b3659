import type { Locator, Page } from '@playwright/test';
import { explanationIds, invitationIds, wizardIds } from '../../pkg/face-auth/test-ids.ts';
import type { RancherDashboard } from './rancher-dashboard.ts';
import { SettingsForm } from './settings-form.ts';

/** The extension's wizard: cluster, settings, review, and what happens after Install. */
export class WizardPage {
  readonly dashboard: RancherDashboard;
  readonly page: Page;
  readonly settings: SettingsForm;
  readonly error: Locator;
  readonly refresh: Locator;
  /** Has `data-stage`. */
  readonly progress: Locator;
  readonly log: Locator;
  readonly failure: Locator;
  readonly ready: Locator;
  readonly loginUrl: Locator;
  readonly openLogin: Locator;
  readonly backToSettings: Locator;
  readonly toOverview: Locator;
  readonly showInvitation: Locator;
  readonly invitationLink: Locator;
  readonly loginsPerMinute: Locator;
  readonly reviewTarget: Locator;
  readonly reviewNotes: Locator;
  readonly next: Locator;
  readonly install: Locator;

  constructor(dashboard: RancherDashboard) {
    const { page } = dashboard;
    this.dashboard = dashboard;
    this.page = page;
    this.settings = new SettingsForm(page);
    this.error = page.getByTestId(wizardIds.error);
    this.refresh = page.getByTestId(wizardIds.refresh);
    this.progress = page.getByTestId(wizardIds.progress);
    this.log = page.getByTestId(wizardIds.log);
    this.failure = page.getByTestId(wizardIds.failure);
    this.ready = page.getByTestId(wizardIds.ready);
    this.loginUrl = page.getByTestId(wizardIds.loginUrl);
    this.openLogin = page.getByTestId(wizardIds.openLogin);
    this.backToSettings = page.getByTestId(wizardIds.backToSettings);
    this.toOverview = page.getByTestId(wizardIds.toOverview);
    this.showInvitation = page.getByTestId(invitationIds.show);
    this.invitationLink = page.getByTestId(invitationIds.link);
    this.loginsPerMinute = page.getByTestId(wizardIds.loginsPerMinute);
    this.reviewTarget = page.getByTestId(wizardIds.reviewTarget);
    this.reviewNotes = page.getByTestId(wizardIds.reviewNotes);
    this.next = page.locator('#wizard-footer-controls').getByRole('button', { name: 'Next' });
    this.install = page.locator('#wizard-footer-controls').getByRole('button', { name: 'Install' });
  }

  async open(): Promise<void> {
    await this.dashboard.go('faceauth/c/_/install');
    await this.page.getByTestId(wizardIds.page).waitFor();
  }

  cluster(name: string): Locator {
    return this.page.getByTestId(wizardIds.cluster(name));
  }

  /** Has `data-verdict`: fits, adaptable, unfit, unknown, installed. */
  card(name: string): Locator {
    return this.page.getByTestId(wizardIds.clusterCard(name));
  }

  reasons(name: string): Locator {
    return this.page.getByTestId(wizardIds.clusterReasons(name));
  }

  freeCpu(name: string): Locator {
    return this.page.getByTestId(wizardIds.clusterFreeCpu(name));
  }

  freeMemory(name: string): Locator {
    return this.page.getByTestId(wizardIds.clusterFreeMemory(name));
  }

  /** On the card of the best one. */
  best(name: string): Locator {
    return this.page.getByTestId(wizardIds.clusterBest(name));
  }

  async choose(name: string): Promise<void> {
    await this.cluster(name).check();
  }

  /** The button that opens and closes the explanation of a cluster. */
  why(name: string): Locator {
    return this.page.getByTestId(explanationIds.why(name));
  }

  explanation(name: string): Locator {
    return this.page.getByTestId(explanationIds.panel(name));
  }

  /** A row of the explanation, with `data-state`: pass, fail, unknown. */
  rule(name: string, predicate: string): Locator {
    return this.explanation(name).getByTestId(explanationIds.rule(predicate));
  }

  score(name: string, score: string): Locator {
    return this.explanation(name).getByTestId(explanationIds.score(score));
  }

  total(name: string): Locator {
    return this.explanation(name).getByTestId(explanationIds.total);
  }

  remedies(name: string): Locator {
    return this.explanation(name).getByTestId(explanationIds.remedies);
  }

  /** From the first step to the settings of a cluster. */
  async goToSettings(cluster: string): Promise<void> {
    await this.open();
    await this.choose(cluster);
    await this.next.click();
    await this.settings.root.waitFor();
  }

  /** From the first step to the review, with a hostname and all else as it is. */
  async goToReview(cluster: string, hostname: string): Promise<void> {
    await this.goToSettings(cluster);
    await this.settings.fill('hostname', hostname);
    await this.next.click();
    await this.page.getByTestId(wizardIds.review).waitFor();
  }

  /** The whole text of the review's YAML, also what is scrolled out of sight. */
  async reviewYaml(): Promise<string> {
    return this.page.getByTestId(wizardIds.reviewYaml).evaluate((element) => {
      const editor = element.querySelector<Element & { CodeMirror: { getValue(): string } }>('.CodeMirror');
      return editor ? editor.CodeMirror.getValue() : (element.textContent ?? '');
    });
  }
}
