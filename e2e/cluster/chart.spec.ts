import { expect, test } from '@playwright/test';
import { manInCap12, manInCap13 } from '../camera/recorded-person.ts';
import { startBrowserWithCamera } from '../tools/browser-with-camera.ts';
import { loginPage, type LoginPage } from '../tools/login-page.ts';
import { startCatalogueServer, type CatalogueServer } from './catalogue-server.ts';
import { clusterImage, type ImageValues } from './cluster-image.ts';
import { ingressAddress, startIngressProxy } from './ingress-proxy.ts';
import { createNamespace, type Namespace } from './kubernetes.ts';
import { release, type Release } from './release.ts';

/** The packed chart, installed by helm from the served catalogue into a namespace that enforces `restricted`. */
test.describe('the chart on a real cluster', () => {
  let catalogue: CatalogueServer;
  let image: ImageValues;
  let namespace: Namespace;
  let service: Release;

  test.beforeAll(async () => {
    test.setTimeout(900_000); // the first build of the image
    image = await clusterImage();
    catalogue = await startCatalogueServer();
  });
  test.afterAll(() => catalogue?.close());

  test.beforeEach(async () => {
    namespace = await createNamespace('face-auth');
    service = release(namespace, catalogue.url);
  });
  test.afterEach(async () => {
    const info = test.info();
    if (info.status !== info.expectedStatus) {
      await info.attach('pods', { body: await namespace.kubectl('describe', 'pods') });
      await info.attach('log', {
        body: await namespace.kubectl(
          'logs',
          '-l',
          'app.kubernetes.io/component=server',
          '--tail=200',
          '--ignore-errors',
        ),
      });
    }
    await namespace.remove();
  });

  test('is not installed without a hostname, and says so', async () => {
    await expect(service.install({ image })).rejects.toThrow('hostname is empty: set it to the name');

    expect(await namespace.kubectl('get', 'all,secret,pvc', '-o', 'name')).toBe('');
  });

  test('becomes ready with default values and a hostname, and passes helm test', async () => {
    const notes = await service.install({ image, hostname: 'login.site1.example.com' });
    expect(notes).toContain('https://login.site1.example.com/');

    const log = await namespace.helm('test', 'face-auth', '--logs', '--timeout', '60s');
    expect(log).toContain('Phase:          Succeeded');
    expect(log).toContain('ok: login started, asks for ');
  });

  test('lets a person log in after the pod was replaced, after upgrade and rollback, and after a reinstall', async () => {
    const hostname = 'login.site2.example.com';
    const url = `https://${hostname}`;
    const man = await manInCap12();
    const earlier = await manInCap13();
    const values = { image, hostname, login: { moves: man.moves } };
    await service.install(values);

    const proxy = await startIngressProxy(await ingressAddress(namespace, 'face-auth'));
    const browser = await startBrowserWithCamera();
    const visit = async (): Promise<LoginPage> => {
      const page = await browser.newPage({ proxy: { server: proxy.url }, ignoreHTTPSErrors: true, locale: 'en-GB' });
      return loginPage(page, browser, url);
    };
    const logIn = async (): Promise<void> => {
      const visitor = await visit();
      await visitor.startLogin('karl', man.clip);
      await visitor.expectGreeting('karl');
      expect(await visitor.page.context().cookies()).toMatchObject([
        { name: '__Host-session', secure: true, httpOnly: true },
      ]);
      await visitor.page.close();
    };
    const secret = await service.secret();
    const certificate = await service.certificate();
    const expectKept = async (): Promise<void> => {
      expect(await service.secret()).toEqual(secret);
      expect(await service.certificate()).toBe(certificate);
    };

    try {
      await test.step('enrol with the invitation from the Secret, and log in over HTTPS', async () => {
        const visitor = await visit();
        await visitor.enrol(`${url}/enrol#${secret.invitation}`, 'karl', earlier.atRest());
        await visitor.page.close();
        await logIn();
      });

      await test.step('the pod is replaced', async () => {
        await service.replacePod();
        await logIn();
      });

      await test.step('upgrade with a changed value', async () => {
        await service.upgrade({ ...values, login: { ...values.login, falseMatchRate: '1e-3' } });
        expect(await falseMatchRate(service)).toBe('1e-3');
        await expectKept();
        await logIn();
      });

      await test.step('rollback', async () => {
        await namespace.helm('rollback', 'face-auth', '1', '--wait', '--timeout', '180s');
        expect(await falseMatchRate(service)).toBe('1e-4');
        await expectKept();
        await logIn();
      });

      await test.step('uninstall keeps key and data, a reinstall goes on with them', async () => {
        const said = await service.uninstall();
        expect(said).toContain('[Secret] face-auth');
        expect(said).toContain('[PersistentVolumeClaim] face-auth');
        expect(await namespace.kubectl('get', 'deployment,ingress,service', '-o', 'name')).toBe('');

        await service.install(values);
        expect(await service.secret()).toEqual(secret);
        await logIn();
      });
    } finally {
      await browser.close();
      await proxy.close();
    }
  });
});

const falseMatchRate = (service: Release): Promise<string> =>
  service.field(
    'deployment/face-auth',
    '.spec.template.spec.containers[0].env[?(@.name=="FACE_AUTH_FALSE_MATCH_RATE")].value',
  );
