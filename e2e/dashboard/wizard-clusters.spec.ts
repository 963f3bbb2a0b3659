import { expect, test } from './fixtures.ts';
import { clusterWith } from './recorded-api/fleet.ts';
import { placeRelease } from './place-release.ts';

const OBSTACLES = {
  'without-ingress': { spec: clusterWith.noIngressClass(), words: 'it has no ingress class' },
  'without-storage': { spec: clusterWith.noStorageClass(), words: 'it has no storage class' },
  mainframe: { spec: clusterWith.architecture('s390x'), words: 's390x' },
  'little-cpu': { spec: clusterWith.size('300m', '8Gi'), words: 'are free on' },
  'little-memory': { spec: clusterWith.size('4', '400Mi'), words: 'are free on' },
  gone: { spec: { disconnected: true }, words: 'not connected' },
} as const;

test.describe('the wizard’s first step', () => {
  test.use({
    clusters: {
      'edge-one': {},
      ...Object.fromEntries(Object.entries(OBSTACLES).map(([name, { spec }]) => [name, spec])),
    },
  });

  test('says of every unfit cluster why it is, and does not let it be chosen', async ({ wizard, dashboard }) => {
    await wizard.open();

    for (const [name, { words }] of Object.entries(OBSTACLES)) {
      await expect(wizard.card(name), name).toHaveAttribute('data-verdict', 'unfit');
      await expect(wizard.reasons(name), name).toContainText(words, { ignoreCase: true });
      await expect(wizard.cluster(name), name).toBeDisabled();
    }
    await expect(wizard.card('edge-one')).toHaveAttribute('data-verdict', 'fits');
    await expect(wizard.cluster('edge-one')).toBeEnabled();
    await dashboard.screenshot('wizard-1-clusters');
    expect(dashboard.pageErrors).toEqual([]);
  });

  test('goes on only with a cluster', async ({ wizard }) => {
    await wizard.open();
    await expect(wizard.card('edge-one')).toHaveAttribute('data-verdict', 'fits');
    await expect(wizard.next).toBeDisabled();

    await wizard.choose('edge-one');

    await expect(wizard.next).toBeEnabled();
  });

  test('shows what processors and memory are free', async ({ wizard }) => {
    await wizard.open();

    await expect(wizard.freeCpu('edge-one')).toContainText(/3(\.\d+)?|3\d\d\dm/);
    await expect(wizard.freeMemory('edge-one')).toContainText(/7(\.\d+)? ?Gi/);
  });
});

test.describe('the wizard’s first step, with clusters that answer late or not', () => {
  test.use({
    clusters: { 'edge-one': {}, hanging: { reach: 'hangs' }, lost: { reach: 'lost' }, refusing: { reach: 'refuses' } },
  });

  test('calls a cluster that cannot be read unknown, not fit, and holds nobody up for it', async ({
    wizard,
    dashboard,
  }) => {
    await wizard.open();

    await expect(wizard.card('edge-one')).toHaveAttribute('data-verdict', 'fits', { timeout: 5000 });
    await expect(wizard.card('hanging')).toHaveAttribute('data-verdict', 'unknown', { timeout: 15_000 });
    await expect(wizard.reasons('hanging')).toContainText('no answer within 10 seconds', { ignoreCase: true });
    await expect(wizard.card('lost')).toHaveAttribute('data-verdict', 'unknown');
    await expect(wizard.reasons('lost')).toContainText('lost connection to cluster', { ignoreCase: true });
    await expect(wizard.card('refusing')).toHaveAttribute('data-verdict', 'unknown');
    await expect(wizard.reasons('refusing')).toContainText('not allowed', { ignoreCase: true });
    for (const name of ['hanging', 'lost', 'refusing']) await expect(wizard.cluster(name)).toBeDisabled();
    await dashboard.screenshot('wizard-1-unknown');
  });

  test('offers a cluster again whose rights have come late', async ({ rancher, wizard }) => {
    await wizard.open();
    await expect(wizard.card('refusing')).toHaveAttribute('data-verdict', 'unknown');

    rancher.cluster('refusing').reach = 'answers';
    await wizard.refresh.click();

    await expect(wizard.card('refusing')).toHaveAttribute('data-verdict', 'fits');
  });
});

test.describe('the wizard, with a release that is there already', () => {
  test('leaves it to the Apps page, and calls another cluster the best', async ({ rancher, wizard }) => {
    await placeRelease(rancher, 'edge-one', 'login.shop1.example.com');
    await wizard.open();

    await expect(wizard.card('edge-one')).toHaveAttribute('data-verdict', 'installed');
    await expect(wizard.reasons('edge-one')).toContainText(`Face Auth ${rancher.chartVersion} is there`);
    await expect(wizard.cluster('edge-one')).toBeDisabled();
    await expect(wizard.best('local')).toBeVisible();
    await expect(wizard.best('edge-one')).toBeHidden();
  });
});

test.describe('the wizard, with a tainted cluster', () => {
  test.use({ clusters: { tainted: clusterWith.taint('site.example.com/edge') } });

  test('takes it as soon as the taint is tolerated', async ({ wizard, dashboard }) => {
    await wizard.open();
    await expect(wizard.card('tainted')).toHaveAttribute('data-verdict', 'adaptable');
    await expect(wizard.reasons('tainted')).toContainText('site.example.com/edge');
    await wizard.choose('tainted');
    await wizard.next.click();
    await wizard.settings.fill('hostname', 'login.shop1.example.com');
    await expect(wizard.settings.obstacles).toContainText('site.example.com/edge');
    await expect(wizard.next).toBeDisabled();

    await wizard.settings.addToleration('site.example.com/edge');

    await expect(wizard.settings.obstacles).toBeHidden();
    await expect(wizard.next).toBeEnabled();
    await dashboard.screenshot('wizard-2-toleration');
  });
});
