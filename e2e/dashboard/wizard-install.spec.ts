import { load } from 'js-yaml';
import { expect, test } from './fixtures.ts';
import { failure, plain } from './recorded-api/resource.ts';

const HOSTNAME = 'login.shop1.example.com';
const INSTALL = /clusterrepos\/[^/]+$/;
const REASON = 'Error: INSTALLATION FAILED: the hostname is taken';

test.describe('the wizard’s review and installation', () => {
  test('post exactly the reviewed YAML as the chart’s values', async ({ rancher, wizard, dashboard }) => {
    await wizard.goToSettings('edge-one');
    await wizard.settings.fill('hostname', HOSTNAME);
    await wizard.settings.fill('storageSize', '2Gi');
    await wizard.settings.fill('imageRegistry', 'registry.example.com');
    await wizard.settings.switchMove('blink');
    await wizard.next.click();
    await expect(wizard.reviewTarget).toContainText('edge-one');
    const reviewed = load(await wizard.reviewYaml());
    await dashboard.screenshot('wizard-3-review');
    await wizard.install.click();
    await expect(wizard.progress).toHaveAttribute('data-stage', 'ready');

    const moves = ['turn-left', 'turn-right', 'look-up', 'look-down', 'open-mouth'];
    const values = {
      hostname: HOSTNAME,
      image: { registry: 'registry.example.com' },
      login: { moves },
      persistence: { size: '2Gi' },
    };
    expect(reviewed).toEqual(values);
    const posted = rancher.changes(INSTALL).filter(({ query }) => query.get('action') === 'install');
    expect(posted.map(({ path }) => path)).toEqual([
      '/k8s/clusters/c-m-edge-one/v1/catalog.cattle.io.clusterrepos/face-auth',
    ]);
    expect(posted[0]?.body).toEqual({
      charts: [
        {
          chartName: 'face-auth',
          version: rancher.chartVersion,
          releaseName: 'face-auth',
          annotations: {
            'catalog.cattle.io/ui-source-repo-type': 'cluster',
            'catalog.cattle.io/ui-source-repo': 'face-auth',
          },
          values,
        },
      ],
      namespace: 'face-auth',
      noHooks: false,
      wait: false,
      timeout: '600s',
      disableOpenAPIValidation: false,
      skipCRDs: false,
      projectId: null,
    });
  });

  test('change nothing in the cluster before Install', async ({ rancher, wizard }) => {
    await wizard.goToReview('edge-one', HOSTNAME);

    expect(rancher.changes(/\/k8s\/clusters\//)).toEqual([]);
  });

  test('follow helm’s log to its end, wait for readiness and lead to the login page', async ({
    rancher,
    wizard,
    dashboard,
  }) => {
    await wizard.goToReview('edge-one', HOSTNAME);
    await wizard.install.click();

    await expect(wizard.log).toContainText('SUCCESS: helm install');
    await expect(wizard.log).toContainText('STATUS: deployed');
    await expect(wizard.progress).toHaveAttribute('data-stage', 'ready');
    await expect(wizard.loginUrl).toContainText(`https://${HOSTNAME}/`);
    await expect(wizard.openLogin).toHaveAttribute('href', `https://${HOSTNAME}/`);
    await dashboard.screenshot('wizard-4-ready');
    expect(rancher.cluster('edge-one').store.find('catalog.cattle.io.app', 'face-auth/face-auth')).toBeDefined();
    expect(dashboard.pageErrors).toEqual([]);
  });

  test('ask for no list by labelSelector, which Rancher ignores', async ({ rancher, wizard }) => {
    await wizard.goToReview('edge-one', HOSTNAME);
    await wizard.install.click();
    await expect(wizard.progress).toHaveAttribute('data-stage', 'ready');

    expect(rancher.requests.filter(({ query }) => query.has('labelSelector'))).toEqual([]);
  });

  test('show the invitation of the first admin at the end', async ({ wizard }) => {
    await wizard.goToReview('edge-one', HOSTNAME);
    await wizard.install.click();
    await wizard.showInvitation.click();

    await expect(wizard.invitationLink).toHaveAttribute('href', `https://${HOSTNAME}/enrol#recorded-invitation`);
  });

  test('lead to the overview, which knows the new release', async ({ wizard, overview }) => {
    await wizard.goToReview('edge-one', HOSTNAME);
    await wizard.install.click();
    await expect(wizard.progress).toHaveAttribute('data-stage', 'ready');
    await wizard.toOverview.click();

    await expect(overview.state('edge-one')).toHaveAttribute('data-state', 'ready');
  });

  test('say what the pods wait for as long as they are not ready', async ({ rancher, wizard, dashboard }) => {
    const { store, helm } = rancher.cluster('edge-one');
    helm.outcome = { ready: false };
    await wizard.goToReview('edge-one', HOSTNAME);
    await wizard.install.click();
    await expect(wizard.progress).toHaveAttribute('data-stage', 'readiness');
    const pod = store.objects('pod').find(({ metadata }) => metadata.namespace === 'face-auth');
    if (!pod) throw new Error('no pod');
    const waiting = { reason: 'ImagePullBackOff', message: 'Back-off pulling image "face-auth-server:0.1.0"' };
    store.put({ ...pod, status: { phase: 'Pending', containerStatuses: [{ state: { waiting } }] } });

    await expect(wizard.progress).toContainText('Back-off pulling image');
    await dashboard.screenshot('wizard-4-waiting');
  });
});

test.describe('when an installation goes wrong, the wizard', () => {
  test('shows helm’s reason, which is only in the log, and keeps the settings', async ({
    rancher,
    wizard,
    dashboard,
  }) => {
    rancher.cluster('edge-one').helm.outcome = { ready: true, failure: REASON };
    await wizard.goToReview('edge-one', HOSTNAME);
    await wizard.install.click();

    await expect(wizard.progress).toHaveAttribute('data-stage', 'failed');
    await expect(wizard.failure).toContainText('the hostname is taken');
    await expect(wizard.log).toContainText(REASON);
    await dashboard.screenshot('wizard-4-failed');
    await wizard.backToSettings.click();
    await expect(wizard.settings.field('hostname')).toHaveValue(HOSTNAME);
  });

  for (const [name, answer, words] of [
    ['a forged request', failure(422, 'InvalidCSRFToken', 'Invalid CSRF token'), 'Invalid CSRF token'],
    ['an unknown version', plain('no chart version found for face-auth-0.1.0', 500), 'no chart version found'],
    ['a refused right', failure(403, 'PermissionDenied', 'user may not install'), 'not allowed'],
    ['a text from a proxy', plain('upstream connect error', 503), 'upstream connect error'],
    ['an empty answer', { status: 502, type: '', body: '' }, '502'],
  ] as const) {
    test(`shows ${name} in words and leaves no release`, async ({ rancher, wizard }) => {
      rancher.answerWith('POST', /action=install/, answer);
      await wizard.goToReview('edge-one', HOSTNAME);
      await wizard.install.click();

      await expect(wizard.progress).toHaveAttribute('data-stage', 'failed');
      await expect(wizard.failure).toContainText(words, { ignoreCase: true });
      const { store } = rancher.cluster('edge-one');
      expect(store.objects('catalog.cattle.io.app')).toEqual([]);
      expect(store.objects('catalog.cattle.io.operation')).toEqual([]);
    });
  }

  test('shows that the repository cannot be downloaded, and does not install', async ({ rancher, wizard }) => {
    rancher.repositoryProblem = 'dial tcp: connect: connection refused. Will retry after 5m0s';
    await wizard.goToReview('edge-one', HOSTNAME);
    await wizard.install.click();

    await expect(wizard.failure).toContainText('connection refused', { ignoreCase: true });
    expect(rancher.changes(INSTALL).filter(({ query }) => query.get('action') === 'install')).toEqual([]);
  });

  test('goes on when the cluster answers again', async ({ rancher, wizard }) => {
    await wizard.goToReview('edge-one', HOSTNAME);
    const { store } = rancher.cluster('edge-one');
    store.once('stopWatches', () => (rancher.cluster('edge-one').reach = 'lost'));
    await wizard.install.click();
    await expect
      .poll(() => store.find('catalog.cattle.io.app', 'face-auth/face-auth')?.metadata.state?.name)
      .toBe('deployed');
    rancher.cluster('edge-one').reach = 'answers';

    await expect(wizard.progress).toHaveAttribute('data-stage', 'ready');
    await expect(wizard.log).toContainText('SUCCESS: helm install');
  });

  test('says what to do when no repository has the chart', async ({ rancher, wizard }) => {
    for (const { id, type } of rancher.management.objects('catalog.cattle.io.clusterrepo'))
      rancher.management.remove(type, id);
    await wizard.open();

    await expect(wizard.error).toContainText('no repository of Rancher has the chart', { ignoreCase: true });
  });
});
