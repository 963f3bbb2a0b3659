import { expect, test } from './fixtures.ts';
import { placeRelease } from './place-release.ts';

test.describe('the overview', () => {
  test.use({
    clusters: {
      'edge-one': {},
      'edge-two': {},
      hanging: { reach: 'hangs' },
      lost: { reach: 'lost' },
      gone: { disconnected: true },
      refusing: { reach: 'refuses' },
    },
  });

  test('shows where Face Auth runs, its version, its health and the way to its login page', async ({
    rancher,
    dashboard,
    overview,
  }) => {
    await placeRelease(rancher, 'edge-one', 'login.shop1.example.com');
    await overview.open();

    await expect(overview.state('edge-one')).toHaveAttribute('data-state', 'ready');
    await expect(overview.version('edge-one')).toContainText(rancher.chartVersion);
    await expect(overview.loginUrl('edge-one')).toHaveAttribute('href', 'https://login.shop1.example.com/');
    await expect(overview.state('edge-two')).toHaveAttribute('data-state', 'absent');
    await expect(overview.loginUrl('edge-two')).toHaveCount(0);
    await dashboard.screenshot('overview');
    expect(dashboard.pageErrors).toEqual([]);
  });

  test('shows a cluster that does not answer as unknown within ten seconds, and the others at once', async ({
    overview,
    dashboard,
  }) => {
    await overview.open();

    await expect(overview.state('edge-one')).toHaveAttribute('data-state', 'absent', { timeout: 5000 });
    await expect(overview.state('hanging')).toHaveAttribute('data-state', 'unknown', { timeout: 15_000 });
    await expect(overview.row('hanging')).toContainText('no answer within 10 seconds', { ignoreCase: true });
    await dashboard.screenshot('overview-unreachable');
  });

  test('says in words why a cluster is unknown, and takes no error for an empty cluster', async ({ overview }) => {
    await overview.open();

    for (const [cluster, words] of [
      ['lost', 'lost connection to cluster'],
      ['gone', 'not connected'],
      ['refusing', 'not allowed'],
    ] as const) {
      await expect(overview.state(cluster)).toHaveAttribute('data-state', 'unknown');
      await expect(overview.row(cluster)).toContainText(words, { ignoreCase: true });
    }
  });

  test('shows a cluster whose rights have come late when it reads again', async ({ rancher, overview }) => {
    await overview.open();
    await expect(overview.state('refusing')).toHaveAttribute('data-state', 'unknown');

    rancher.cluster('refusing').reach = 'answers';
    await overview.refresh.click();

    await expect(overview.state('refusing')).toHaveAttribute('data-state', 'absent');
  });

  test('says that a release failed, and why', async ({ rancher, overview }) => {
    await placeRelease(rancher, 'edge-one', 'login.shop1.example.com');
    const { store } = rancher.cluster('edge-one');
    const app = store.find('catalog.cattle.io.app', 'face-auth/face-auth');
    if (!app) throw new Error('no release');
    const info = { status: 'failed', description: 'Release "face-auth" failed: timed out waiting for the condition' };
    store.put({ ...app, spec: { ...app.spec, info } });
    await overview.open();

    await expect(overview.state('edge-one')).toHaveAttribute('data-state', 'failed');
    await expect(overview.row('edge-one')).toContainText('timed out waiting for the condition');
  });

  test('hands out the first admin’s invitation link on demand', async ({ rancher, dashboard, overview }) => {
    await placeRelease(rancher, 'edge-one', 'login.shop1.example.com');
    await overview.open();
    await overview.askForInvitation('edge-one');

    const link = 'https://login.shop1.example.com/enrol#recorded-invitation';
    await expect(overview.invitationLink).toHaveAttribute('href', link);
    await dashboard.screenshot('overview-invitation');
  });

  test('leads to the release on Rancher’s own page', async ({ rancher, dashboard, overview }) => {
    await placeRelease(rancher, 'edge-one', 'login.shop1.example.com');
    await overview.open();
    await overview.manage('edge-one');

    await expect(dashboard.page).toHaveURL(/\/c\/c-m-edge-one\/apps\/catalog\.cattle\.io\.app/);
    await expect(dashboard.page.getByText('face-auth').first()).toBeVisible();
  });

  test('says it when Rancher itself does not answer', async ({ rancher, overview }) => {
    await overview.open();
    await expect(overview.state('edge-one')).toBeVisible();
    rancher.answerWith('GET', /^\/v1\/management\.cattle\.io\.clusters/, {
      status: 503,
      type: 'text/plain',
      body: 'no healthy upstream',
    });
    await overview.refresh.click();

    await expect(overview.error).toContainText('no healthy upstream');
  });
});
