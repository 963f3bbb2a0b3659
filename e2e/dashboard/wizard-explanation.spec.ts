import { expect, test } from './fixtures.ts';
import { clusterWith } from './recorded-api/fleet.ts';

const KUBERNETES = /^\/k8s\/clusters\//;

test.describe('the wizard explains', () => {
  test.use({
    clusters: {
      'edge-one': {},
      'one-core': clusterWith.size('1', '8Gi'),
      tainted: clusterWith.taint('site.example.com/edge'),
      'without-ingress': clusterWith.noIngressClass(),
    },
  });

  test('why a cluster fits: every rule, and every score with its numbers, which add up to the total', async ({
    wizard,
    dashboard,
  }) => {
    await dashboard.page.setViewportSize({ width: 1400, height: 1700 });
    await wizard.open();
    await expect(wizard.why('edge-one')).toHaveAttribute('aria-expanded', 'false');

    await wizard.why('edge-one').click();

    await expect(wizard.why('edge-one')).toHaveAttribute('aria-expanded', 'true');
    for (const rule of ['connected', 'kubernetes-version', 'release-name', 'store', 'exposure', 'node-set', 'room']) {
      await expect(wizard.rule('edge-one', rule), rule).toHaveAttribute('data-state', 'pass');
    }
    await expect(wizard.rule('edge-one', 'kubernetes-version')).toContainText('It runs Kubernetes v1.34.4.');
    const headroom = wizard.score('edge-one', 'headroom');
    await expect(headroom).toContainText('100 × the smaller of CPU and memory');
    await expect(headroom).toContainText('left of 4 CPU and 8 GiB memory');
    const added = await wizard
      .explanation('edge-one')
      .locator('tbody tr[data-testid^="face-auth-score-"] td:last-child')
      .allTextContents();
    const total = Number(await wizard.total('edge-one').textContent());
    expect(added.length).toBeGreaterThan(5);
    expect(total).toBeCloseTo(
      added.reduce((sum, text) => sum + Number(text), 0),
      0,
    );
    await expect(wizard.best('edge-one')).toBeVisible();
    await dashboard.screenshot('wizard-1-explanation');
    expect(dashboard.pageErrors).toEqual([]);
  });

  test('why a cluster does not fit, and what would help', async ({ wizard }) => {
    await wizard.open();
    await wizard.why('without-ingress').click();

    await expect(wizard.rule('without-ingress', 'exposure')).toHaveAttribute('data-state', 'fail');
    await expect(wizard.rule('without-ingress', 'exposure')).toContainText('It has no ingress class.');
    await expect(wizard.remedies('without-ingress')).toContainText('In the cluster:');
    await expect(wizard.explanation('without-ingress')).toContainText('Only a cluster that fits gets scores.');
  });

  test('by keyboard too', async ({ wizard, dashboard }) => {
    await wizard.open();
    await wizard.why('edge-one').focus();
    await dashboard.page.keyboard.press('Enter');
    await expect(wizard.explanation('edge-one')).toBeVisible();

    await dashboard.page.keyboard.press('Enter');

    await expect(wizard.explanation('edge-one')).toBeHidden();
  });

  test('what more logins would do, without asking the clusters again', async ({ rancher, wizard }) => {
    await wizard.open();
    await expect(wizard.card('one-core')).toHaveAttribute('data-verdict', 'fits');
    const asked = rancher.requests.filter(({ path }) => KUBERNETES.test(path)).length;

    await wizard.loginsPerMinute.fill('90');

    await expect(wizard.card('one-core')).not.toHaveAttribute('data-verdict', 'fits');
    await expect(wizard.card('edge-one')).toHaveAttribute('data-verdict', 'fits');
    await wizard.why('one-core').click();
    await expect(wizard.rule('one-core', 'room')).toHaveAttribute('data-state', 'fail');
    expect(rancher.requests.filter(({ path }) => KUBERNETES.test(path))).toHaveLength(asked);
  });

  test('that a number of logins is missing, and waits for it', async ({ wizard }) => {
    await wizard.open();
    await wizard.choose('edge-one');
    await expect(wizard.next).toBeEnabled();

    await wizard.loginsPerMinute.fill('0');

    await expect(wizard.page.getByText('Give a number above 0.')).toBeVisible();
    await expect(wizard.next).toBeDisabled();
  });

  test('what the settings change, while they are changed', async ({ wizard, dashboard }) => {
    await wizard.goToSettings('tainted');
    await wizard.settings.fill('hostname', 'login.shop1.example.com');
    await wizard.why('tainted').click();
    await expect(wizard.rule('tainted', 'node-set')).toHaveAttribute('data-state', 'fail');
    await expect(wizard.rule('tainted', 'hostname')).toContainText('login.shop1.example.com is free.');

    await wizard.settings.addToleration('site.example.com/edge');

    await expect(wizard.rule('tainted', 'node-set')).toHaveAttribute('data-state', 'pass');
    await expect(wizard.rule('tainted', 'room')).toHaveAttribute('data-state', 'pass');
    await dashboard.screenshot('wizard-2-explanation');
  });

  test('to the last step what one should know before', async ({ wizard }) => {
    await wizard.goToReview('edge-one', 'login.shop1.example.com');

    await expect(wizard.reviewNotes).toContainText('self-signed certificate');
  });
});
