import { expect, test } from './fixtures.ts';
import { clusterWith } from './recorded-api/fleet.ts';

const HOSTNAME = 'login.shop1.example.com';

test.describe('the wizard’s settings', () => {
  for (const [text, words] of [
    ['', /name/i],
    ['Login.Example.com', /capital|small|lower/i],
    ['https://login.example.com', /without|only/i],
    ['192.0.2.10', /address/i],
    ['login_1.example.com', /letters|characters|valid/i],
    [`${'a'.repeat(64)}.example.com`, /./],
  ] as const) {
    test(`refuse the hostname "${text.slice(0, 30)}" and say why`, async ({ wizard }) => {
      await wizard.goToSettings('edge-one');
      await wizard.settings.fill('hostname', HOSTNAME);
      await expect(wizard.next).toBeEnabled();

      await wizard.settings.fill('hostname', text);

      await expect(wizard.settings.problem('hostname')).toContainText(words, { ignoreCase: true });
      await expect(wizard.next).toBeDisabled();
    });
  }

  for (const [field, bad, good] of [
    ['storageSize', 'much', '2Gi'],
    ['storageSize', '0', '500Mi'],
    ['replicas', '2', '1'],
    ['replicas', '-1', '0'],
    ['imageRegistry', 'not a registry', 'registry.example.com:5000'],
  ] as const) {
    test(`refuse "${bad}" as ${field} and take "${good}"`, async ({ wizard }) => {
      await wizard.goToSettings('edge-one');
      await wizard.settings.fill('hostname', HOSTNAME);
      await wizard.settings.fill(field, bad);
      await expect(wizard.settings.problem(field)).toContainText(/\w{3}/);
      await expect(wizard.next).toBeDisabled();

      await wizard.settings.fill(field, good);

      await expect(wizard.settings.problem(field)).toHaveCount(0);
      await expect(wizard.next).toBeEnabled();
    });
  }

  test('ask for the Secret’s name when the certificate comes from a Secret', async ({ wizard }) => {
    await wizard.goToSettings('edge-one');
    await wizard.settings.fill('hostname', HOSTNAME);
    await wizard.settings.chooseTls('secret');
    await expect(wizard.next).toBeDisabled();
    await wizard.settings.fill('tlsSecretName', '');
    await expect(wizard.settings.problem('tlsSecretName')).toContainText(/give the name/i);
    await wizard.settings.fill('tlsSecretName', 'Not A Name');
    await expect(wizard.settings.problem('tlsSecretName')).toBeVisible();

    await wizard.settings.fill('tlsSecretName', 'login-tls');

    await expect(wizard.next).toBeEnabled();
  });

  test('say what helps where the certificate is to come from cert-manager and there is none', async ({ wizard }) => {
    await wizard.goToSettings('edge-one');
    await wizard.settings.fill('hostname', HOSTNAME);
    await wizard.settings.chooseTls('cert-manager');
    await wizard.settings.fill('tlsIssuerName', 'letsencrypt');

    await expect(wizard.settings.obstacles).toContainText('It has no cert-manager.');
    await expect(wizard.next).toBeDisabled();
  });

  test('keep two moves at least, one of them of the head', async ({ wizard }) => {
    await wizard.goToSettings('edge-one');
    await wizard.settings.fill('hostname', HOSTNAME);
    for (const move of ['turn-left', 'turn-right', 'look-up', 'look-down']) await wizard.settings.switchMove(move);
    await expect(wizard.settings.problem('moves')).toContainText(/head/i);
    await expect(wizard.next).toBeDisabled();

    await wizard.settings.switchMove('turn-left');
    await expect(wizard.next).toBeEnabled();
    await wizard.settings.switchMove('blink');
    await wizard.settings.switchMove('open-mouth');

    await expect(wizard.settings.problem('moves')).toContainText(/two/i);
    await expect(wizard.next).toBeDisabled();
  });

  test('refuse a hostname that another ingress of the cluster has', async ({ rancher, wizard }) => {
    rancher.cluster('edge-one').store.put({
      id: 'shop/till',
      type: 'networking.k8s.io.ingress',
      metadata: { name: 'till', namespace: 'shop' },
      spec: { rules: [{ host: HOSTNAME }] },
    });
    await wizard.goToSettings('edge-one');
    await wizard.settings.fill('hostname', HOSTNAME);

    await expect(wizard.settings.obstacles).toContainText('already belongs to the ingress shop/till');
    await expect(wizard.next).toBeDisabled();
  });

  test('can all be seen, with the defaults of the chart', async ({ wizard, dashboard }) => {
    await dashboard.page.setViewportSize({ width: 1400, height: 2200 });
    await wizard.goToSettings('edge-one');

    await expect(wizard.settings.field('storageSize')).toHaveValue('1Gi');
    await expect(wizard.settings.field('replicas')).toHaveValue('1');
    await dashboard.screenshot('wizard-2-settings');
    expect(dashboard.pageErrors).toEqual([]);
  });
});

test.describe('the wizard’s settings, on a cluster with cert-manager', () => {
  test.use({ clusters: { 'edge-one': clusterWith.certManager('letsencrypt') } });

  test('ask for the issuer, and take one that is there', async ({ wizard }) => {
    await wizard.goToSettings('edge-one');
    await wizard.settings.fill('hostname', HOSTNAME);
    await wizard.settings.chooseTls('cert-manager');
    await expect(wizard.next).toBeDisabled();
    await wizard.settings.fill('tlsIssuerName', '');
    await expect(wizard.settings.problem('tlsIssuerName')).toContainText(/give the name/i);
    await wizard.settings.fill('tlsIssuerName', 'lets-encrypt');
    await expect(wizard.settings.obstacles).toContainText('Choose one: ClusterIssuer letsencrypt.');
    await expect(wizard.next).toBeDisabled();

    await wizard.settings.fill('tlsIssuerName', 'letsencrypt');

    await expect(wizard.settings.obstacles).toBeHidden();
    await expect(wizard.next).toBeEnabled();
  });
});
