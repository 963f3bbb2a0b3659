import { EXTENSION, expect, test } from './fixtures.ts';

test('Rancher’s menu leads to Face Auth once the extension is there', async ({ rancher, dashboard, overview }) => {
  await dashboard.go('home');
  await dashboard.goByMenu('Face Auth');

  await expect(overview.root).toBeVisible();
  await expect(overview.state('edge-one')).toHaveAttribute('data-state', 'absent');
  expect(dashboard.page.url()).toContain('/dashboard/faceauth/c/_/overview');
  expect(dashboard.pageErrors).toEqual([]);
  // every file that the browser asked for is one that files.txt names
  const files = rancher.requests.filter(({ path }) => path.startsWith(`/v1/uiplugins/${EXTENSION}/`));
  expect(files.length).toBeGreaterThan(1);
  expect(files.filter(({ status }) => status !== 200)).toEqual([]);
});

test('nothing of the extension is fetched from another host', async ({ dashboard, overview }) => {
  const foreign: string[] = [];
  dashboard.page.on('request', (request) => {
    if (!request.url().startsWith(dashboard.url)) foreign.push(request.url());
  });
  await overview.open();
  await expect(overview.state('edge-one')).toBeVisible();

  // the dashboard itself asks its maker for news
  expect(foreign.filter((url) => !/^https:\/\/updates\.rancher\.io\/|^data:/.test(url))).toEqual([]);
});
