import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { OverviewPage } from '../pages/overview-page.ts';
import { RancherApi, until } from '../pages/rancher-api.ts';
import { RancherDashboard } from '../pages/rancher-dashboard.ts';
import { WizardPage } from '../pages/wizard-page.ts';
import { REPOSITORY } from '../tools/folders.ts';
import { startCatalogueServer, type CatalogueServer } from './catalogue-server.ts';
import { startIngressProxy } from './ingress-proxy.ts';

/**
 * The walk of an admin in a real dashboard: add the catalogue, install the extension, place the service, log in there.
 *
 * RANCHER_URL, RANCHER_USER, RANCHER_PASSWORD; RANCHER_CLUSTER: the downstream cluster's name (default: the first one),
 * whose nodes can start the image `face-auth-server:<version>`; INGRESS_HTTPS: where that cluster's ingress answers
 * (default: the address in the Ingress); CATALOGUE_HOST: this machine's name as Rancher reaches it (default 127.0.0.1).
 */
const need = (name: string): string => {
  const value = process.env[name];
  if (!value) throw new Error(`Set ${name}: these tests need a Rancher that may be used for tests.`);
  return value;
};

const REPO = 'face-auth-e2e';
const RELEASE = 'face-auth';
const HOSTNAME = 'face-auth-e2e.example.com';
const EXTENSION = 'face-auth-ui';
const PLUGINS = 'cattle-ui-plugin-system';
const version = (JSON.parse(readFileSync(path.join(REPOSITORY, 'package.json'), 'utf8')) as { version: string })
  .version;

test.describe('an admin with a Rancher at hand', () => {
  let api: RancherApi;
  let catalogue: CatalogueServer;
  let url: string;
  let cluster: { id: string; name: string };

  test.beforeAll(async () => {
    url = need('RANCHER_URL').replace(/\/$/, '');
    api = await RancherApi.logIn(url, need('RANCHER_USER'), need('RANCHER_PASSWORD'));
    const extension = path.join(REPOSITORY, 'dist-pkg', `${EXTENSION}-${version}`);
    catalogue = await startCatalogueServer({ extension });
    const clusters = (await api.list('management.cattle.io.clusters'))
      .map(({ id, spec }) => ({ id, name: String(spec['displayName']) }))
      .filter(({ id, name }) => id !== 'local' && name === (process.env.RANCHER_CLUSTER ?? name));
    if (!clusters[0]) throw new Error('That Rancher has no downstream cluster, or none named like RANCHER_CLUSTER.');
    cluster = clusters[0];
    await cleanUp();
  });

  test.afterAll(async () => {
    await cleanUp();
    await catalogue.close();
    await api.close();
  });

  /** Takes away what the test makes, also what an earlier run left. */
  async function cleanUp(): Promise<void> {
    if (await api.find(`catalog.cattle.io.apps/${RELEASE}/${RELEASE}`, cluster.id)) {
      await api.act(`catalog.cattle.io.apps/${RELEASE}/${RELEASE}?action=uninstall`, {}, cluster.id);
    }
    await api.remove(`namespaces/${RELEASE}`, cluster.id);
    if (await api.find(`catalog.cattle.io.apps/${PLUGINS}/${EXTENSION}`)) {
      await api.act(`catalog.cattle.io.apps/${PLUGINS}/${EXTENSION}?action=uninstall`, {});
    }
    for (const place of [undefined, cluster.id]) {
      for (const { metadata, spec } of await api.list('catalog.cattle.io.clusterrepos', place)) {
        if (metadata.name === REPO || spec['url'] === catalogue.url) {
          await api.remove(`catalog.cattle.io.clusterrepos/${metadata.name}`, place);
        }
      }
    }
    await until(`the end of the namespace ${RELEASE}`, async () =>
      (await api.find(`namespaces/${RELEASE}`, cluster.id)) ? undefined : true,
    );
  }

  test('adds the catalogue, installs the extension, places the service and opens its login page', async ({
    browser,
  }) => {
    await api.create('catalog.cattle.io.clusterrepos', { metadata: { name: REPO }, spec: { url: catalogue.url } });
    await until('the catalogue to be downloaded', async () => {
      const repo = await api.find(`catalog.cattle.io.clusterrepos/${REPO}`);
      return repo?.status?.conditions?.find(({ type, status }) => type === 'Downloaded' && status === 'True');
    });
    await api.act(`catalog.cattle.io.clusterrepos/${REPO}?action=install`, {
      charts: [{ chartName: EXTENSION, version, releaseName: EXTENSION, annotations: {}, values: {} }],
      namespace: PLUGINS,
      timeout: '120s',
      wait: true,
    });
    await until('Rancher to cache the extension', async () =>
      (await api.extensions())[EXTENSION]?.Ready ? true : undefined,
    );

    const page = await browser.newPage({ ignoreHTTPSErrors: true, viewport: { width: 1400, height: 900 } });
    const dashboard = new RancherDashboard(page, url);
    await dashboard.stayAtHome();
    await dashboard.logIn(need('RANCHER_USER'), need('RANCHER_PASSWORD'));
    await dashboard.goByMenu('Face Auth');
    const overview = new OverviewPage(dashboard);
    await expect(overview.state(cluster.name)).toHaveAttribute('data-state', 'absent');
    await dashboard.screenshot('rancher-1-overview');

    const wizard = new WizardPage(dashboard);
    await overview.install.click();
    await wizard.choose(cluster.name);
    await dashboard.screenshot('rancher-2-clusters');
    await wizard.next.click();
    await wizard.settings.fill('hostname', HOSTNAME);
    await dashboard.screenshot('rancher-3-settings');
    await wizard.next.click();
    await expect(wizard.reviewTarget).toContainText(cluster.name);
    await dashboard.screenshot('rancher-4-review');
    await wizard.install.click();

    await expect(wizard.log).toContainText('SUCCESS: helm install', { timeout: 180_000 });
    await expect(wizard.progress).toHaveAttribute('data-stage', 'ready', { timeout: 180_000 });
    await expect(wizard.loginUrl).toContainText(`https://${HOSTNAME}/`);
    await dashboard.screenshot('rancher-5-ready');

    const proxy = await startIngressProxy(await ingressAddress());
    const visitor = await browser.newPage({ proxy: { server: proxy.url }, ignoreHTTPSErrors: true });
    await visitor.goto(`https://${HOSTNAME}/`);
    await expect(visitor.getByTestId('username')).toBeVisible();
    await visitor.close();
    await proxy.close();

    await overview.open();
    await expect(overview.state(cluster.name)).toHaveAttribute('data-state', 'ready');
    await expect(overview.version(cluster.name)).toContainText(version);
    await expect(overview.loginUrl(cluster.name)).toHaveAttribute('href', `https://${HOSTNAME}/`);
    await dashboard.screenshot('rancher-6-overview');
    expect(dashboard.pageErrors).toEqual([]);
  });

  /** Where the cluster's ingress answers HTTPS. */
  async function ingressAddress(): Promise<URL> {
    if (process.env.INGRESS_HTTPS) return new URL(process.env.INGRESS_HTTPS);
    const ingress = await api.find(`networking.k8s.io.ingresses/${RELEASE}/${RELEASE}`, cluster.id);
    const { loadBalancer } = (ingress?.status ?? {}) as {
      loadBalancer?: { ingress?: { ip?: string; hostname?: string }[] };
    };
    const address = loadBalancer?.ingress?.[0]?.ip ?? loadBalancer?.ingress?.[0]?.hostname;
    if (!address)
      throw new Error("The Ingress has no address: set INGRESS_HTTPS to the ingress controller's https address");
    return new URL(`https://${address}`);
  }
});
