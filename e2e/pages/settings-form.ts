import type { Locator, Page } from '@playwright/test';
import { settingsIds } from '../../pkg/face-auth/test-ids.ts';

type TextField = 'hostname' | 'tlsSecretName' | 'tlsIssuerName' | 'storageSize' | 'replicas' | 'imageRegistry';
type ChoiceField = 'ingressClass' | 'tlsSource' | 'storageClass' | 'falseMatchRate' | 'tlsIssuerKind';

/** The settings of a release: a step of our wizard, and the form on Rancher's own install page. */
export class SettingsForm {
  readonly page: Page;
  readonly root: Locator;
  readonly obstacles: Locator;

  constructor(page: Page) {
    this.page = page;
    this.root = page.getByTestId(settingsIds.form);
    this.obstacles = page.getByTestId(settingsIds.obstacles);
  }

  field(field: TextField): Locator {
    return this.page.getByTestId(settingsIds[field]);
  }

  async fill(field: TextField, text: string): Promise<void> {
    await this.field(field).fill(text);
    await this.field(field).blur();
  }

  /** @param option the text of the entry to choose */
  async choose(field: ChoiceField, option: string | RegExp): Promise<void> {
    await this.page.getByTestId(settingsIds[field]).click();
    await this.page.locator('.vs__dropdown-option', { hasText: option }).first().click();
  }

  async chooseTls(source: 'self-signed' | 'secret' | 'cert-manager'): Promise<void> {
    const words = { 'self-signed': /self-signed/i, secret: /secret/i, 'cert-manager': /cert-manager/i };
    await this.choose('tlsSource', words[source]);
  }

  /** Tolerates every taint with that key. */
  async addToleration(key: string): Promise<void> {
    const rows = this.page.getByTestId(settingsIds.tolerations);
    await rows.getByRole('button', { name: 'Add Toleration' }).click();
    await rows.getByRole('textbox').first().fill(key);
    await rows.locator('.labeled-select, .v-select').first().click();
    await this.page.locator('.vs__dropdown-option', { hasText: 'Exists' }).first().click();
  }

  async switchMove(move: string): Promise<void> {
    await this.page.getByTestId(settingsIds.move(move)).click();
  }

  /** What is wrong in a field, in words. */
  problem(field: string): Locator {
    return this.page.getByTestId(settingsIds.problem(field));
  }
}
