import { expect, test } from './fixtures.ts';
import { SettingsForm } from '../pages/settings-form.ts';

const HOSTNAME = 'login.shop1.example.com';

test.describe('Rancher’s own install page', () => {
  test.beforeEach(async ({ rancher, dashboard }) => {
    const repo = rancher.management.objects('catalog.cattle.io.clusterrepo')[0];
    if (!repo) throw new Error('no repository');
    rancher
      .cluster('edge-one')
      .store.put({ ...repo, id: 'face-auth', metadata: { ...repo.metadata, name: 'face-auth' } });
    const version = rancher.chartVersion;
    await dashboard.goToInstallPage({ cluster: 'c-m-edge-one', repo: 'face-auth', chart: 'face-auth', version });
  });

  test('shows the form of the wizard and installs with its values', async ({ rancher, dashboard }) => {
    const form = new SettingsForm(dashboard.page);
    const next = dashboard.page.getByRole('button', { name: 'Next' });
    await next.click();
    await expect(form.root).toBeVisible();
    await form.fill('hostname', HOSTNAME);
    await form.fill('storageSize', '2Gi');
    await dashboard.screenshot('apps-form');
    await dashboard.page.getByRole('button', { name: 'Install' }).last().click();

    await expect.poll(() => rancher.changes(/clusterrepos\/face-auth$/).length).toBe(1);
    const body = rancher.changes(/clusterrepos\/face-auth$/)[0]?.body as {
      charts: { values: Record<string, unknown> }[];
    };
    expect(body.charts[0]?.values).toMatchObject({ hostname: HOSTNAME, persistence: { size: '2Gi' } });
    await expect(dashboard.page.getByText('SUCCESS: helm install').first()).toBeVisible();
    await dashboard.screenshot('apps-log');
    expect(dashboard.pageErrors).toEqual([]);
  });

  test('says what is wrong in a field', async ({ dashboard }) => {
    const form = new SettingsForm(dashboard.page);
    await dashboard.page.getByRole('button', { name: 'Next' }).click();
    await form.fill('hostname', 'https://login.example.com');

    await expect(form.problem('hostname')).toBeVisible();
  });
});
