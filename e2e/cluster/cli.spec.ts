import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from '@playwright/test';
import { manInCap12, manInCap13 } from '../camera/recorded-person.ts';
import { type BrowserWithCamera, startBrowserWithCamera } from '../tools/browser-with-camera.ts';
import { loginPage } from '../tools/login-page.ts';
import { clusterImage, type ImageValues } from './cluster-image.ts';
import { faceAuth, startFaceAuth } from './face-auth-command.ts';
import { startIngressProxy } from './ingress-proxy.ts';
import { type TestCluster, testClusters } from './test-clusters.ts';

const run = promisify(execFile);

/** The command line on real clusters, in a namespace of each test's own. */
test.describe('face-auth on real clusters', () => {
  let clusters: TestCluster[];
  let first: TestCluster;
  let image: ImageValues;
  let folder: string;
  let namespace: string;
  let env: { readonly KUBECONFIG: string };

  test.beforeAll(async () => {
    test.setTimeout(900_000); // the first build of the image
    image = await clusterImage();
    clusters = await testClusters();
    const [one] = clusters;
    if (!one) throw new Error('a cluster is needed');
    first = one;
    env = { KUBECONFIG: clusters.map(({ kubeconfig }) => kubeconfig).join(path.delimiter) };
  });

  test.beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'face-auth-cli-'));
    namespace = `face-auth-cli-${Math.random().toString(36).slice(2, 8)}`;
  });
  test.afterEach(async () => {
    rmSync(folder, { recursive: true });
    await Promise.all(
      clusters.map(({ kubectl }) => kubectl('delete', 'namespace', namespace, '--ignore-not-found', '--timeout=120s')),
    );
  });

  const file = (name: string, content: object): string => {
    const place = path.join(folder, name);
    writeFileSync(place, JSON.stringify(content));
    return place;
  };
  const hostname = ({ context }: TestCluster): string => `${namespace}.${context}.example.com`;
  const request = (on: readonly TestCluster[], values: object = {}): string =>
    file('request.yaml', {
      apiVersion: 'placement.face-auth.io/v1alpha1',
      kind: 'PlacementRequest',
      metadata: { name: 'command-line' },
      spec: {
        release: { namespace },
        selection: { mode: 'named', clusters: on.map(({ context }) => context) },
        hostname: `${namespace}.{cluster}.example.com`,
        values: { image, ...values },
      },
    });
  const inNamespace = (): string[] => ['--all-contexts', '--namespace', namespace, '--yes'];
  const states = async ({ helm }: TestCluster): Promise<string[]> => {
    const revisions = JSON.parse(await helm('history', 'face-auth', '-n', namespace, '-o', 'json')) as {
      status: string;
    }[];
    return revisions.map(({ status }) => status);
  };
  const releases = async ({ helm }: TestCluster): Promise<string> =>
    (await helm('list', '--all', '-n', namespace, '-q')).trim();
  /** The first cluster's kubeconfig, changed. */
  const changedKubeconfig = async (
    change: (config: KubeconfigParts) => void,
  ): Promise<{ readonly KUBECONFIG: string }> => {
    const config = JSON.parse(await first.kubectl('config', 'view', '--raw', '-o', 'json')) as Kubeconfig;
    const [cluster, user] = [config.clusters[0]?.cluster, config.users[0]];
    if (!cluster || !user) throw new Error('the kubeconfig is empty');
    change({ cluster, user });
    return { KUBECONFIG: file('kubeconfig', config) };
  };

  test('plan, apply, log in, upgrade, roll back and remove', async () => {
    const man = await manInCap12();
    const earlier = await manInCap13();
    const login = { moves: man.moves };
    const browser = await startBrowserWithCamera();
    const visit = <T>(cluster: TestCluster, use: (page: ReturnType<typeof loginPage>) => Promise<T>): Promise<T> =>
      withVisitor(browser, cluster.ingress, `https://${hostname(cluster)}`, use);
    /** As people do, again when it went wrong: how well faces and moves are told is not the question here. */
    const logIn = (cluster: TestCluster): Promise<void> =>
      expect(() =>
        visit(cluster, async (page) => {
          await page.startLogin('karl', man.clip);
          await page.expectGreeting('karl');
        }),
      ).toPass({ timeout: 150_000 });

    try {
      await test.step('plan changes nothing', async () => {
        const { code, text } = await faceAuth(['plan', '-f', request(clusters, { login })], env);
        for (const { context } of clusters) expect(text).toMatch(new RegExp(`^${context} +chosen`, 'm'));
        expect(text).toContain(`Releases: ${clusters.length} to install`);
        expect(code).toBe(0);
        expect(await releases(first)).toBe('');
      });

      await test.step('apply asks first, and there is nobody to answer', async () => {
        const { code, text } = await faceAuth(['apply', '-f', request(clusters, { login })], env);
        expect(text).toContain('Nothing was changed: nobody is there to ask');
        expect(code).toBe(2);
        expect(await releases(first)).toBe('');
      });

      await test.step('apply, and a person enrols and logs in on every cluster', async () => {
        const { code, text } = await faceAuth(['apply', '-f', request(clusters, { login }), '--yes'], env);
        expect(code, text).toBe(0);
        for (const cluster of clusters) {
          const secret = await cluster.kubectl(
            'get',
            'secret',
            'face-auth',
            '-n',
            namespace,
            '-o',
            'jsonpath={.data.invitation}',
          );
          const invitation = Buffer.from(secret, 'base64').toString();
          await visit(cluster, (page) =>
            page.enrol(`https://${hostname(cluster)}/enrol#${invitation}`, 'karl', earlier.atRest()),
          );
          await logIn(cluster);
        }
      });

      await test.step('status shows them', async () => {
        const { code, text } = await faceAuth(['status', '--all-contexts'], env);
        for (const { context } of clusters) {
          expect(text).toMatch(new RegExp(`^${context} +${namespace}/face-auth +[\\d.]+ +1 +deployed +1/1`, 'm'));
        }
        expect(code).toBe(0);
      });

      await test.step('apply again changes nothing', async () => {
        const { code, text } = await faceAuth(['apply', '-f', request(clusters, { login }), '--yes'], env);
        expect(text).toContain('Everything is as it shall be');
        expect(code).toBe(0);
      });

      await test.step('upgrade with a changed value', async () => {
        const changed = request(clusters, { login: { ...login, falseMatchRate: '1e-3' } });
        const { code, text } = await faceAuth(['apply', '-f', changed, '--yes'], env);
        expect(text).toContain('+ values.login.falseMatchRate: "1e-3"');
        expect(code, text).toBe(0);
        for (const cluster of clusters) expect(await falseMatchRate(cluster, namespace)).toBe('1e-3');
        await logIn(first);
      });

      await test.step('rollback', async () => {
        const { code, text } = await faceAuth(['rollback', ...inNamespace()], env);
        expect(code, text).toBe(0);
        for (const cluster of clusters) expect(await falseMatchRate(cluster, namespace)).toBe('1e-4');
        await logIn(first);
      });

      await test.step('remove says what is lost, and keeps key and data', async () => {
        const { code, text } = await faceAuth(['remove', ...inNamespace()], env);
        expect(text).toContain(`nobody can log in at https://${hostname(first)}/ any more`);
        expect(code, text).toBe(0);
        for (const cluster of clusters) {
          expect(await releases(cluster)).toBe('');
          expect(await cluster.kubectl('get', 'secret,pvc', '-n', namespace, '-o', 'name')).toContain(
            'secret/face-auth',
          );
        }
      });
    } finally {
      await browser.close();
    }
  });

  test('an apply that is stopped leaves a known state, and the next one goes on', async () => {
    const apply = ['apply', '-f', request(clusters), '--yes'];

    await test.step('Ctrl-C: helm marks the release failed, other rings are not begun', async () => {
      const running = await startFaceAuth(apply, env);
      await running.says(`installing ${namespace}/face-auth`);
      await expect.poll(() => releases(first), { timeout: 60_000 }).toBe('face-auth');
      running.interrupt();
      const { code, text } = await running.ended;

      expect(text).toContain('face-auth: stopping; helm ends what it began');
      expect(text).toMatch(new RegExp(`^${first.context} +canary +interrupted`, 'm'));
      expect(text.replace(/\s+/g, ' ')).toContain('Revision 1 is failed');
      for (const { context } of clusters.slice(1))
        expect(text).toMatch(new RegExp(`^${context} +\\w+ +not begun`, 'm'));
      expect(code).toBe(5);
      expect(await states(first)).toEqual(['failed']);
    });

    await test.step('helm dies: the release is pending, and it says so', async () => {
      const running = await startFaceAuth(apply, env);
      await running.says(`installing ${namespace}/face-auth`);
      await expect.poll(() => states(first), { timeout: 60_000 }).toEqual(['failed', 'pending-upgrade']);
      const { stdout: helm } = await run('pgrep', ['--parent', String(running.pid), '--full', 'helm upgrade']);
      process.kill(Number(helm), 'SIGKILL');
      const { code, text } = await running.ended;

      expect(text.replace(/\s+/g, ' ')).toContain(
        'Revision 2 is pending-upgrade; when nobody is at it, apply --take-over goes on',
      );
      expect(code).toBe(5);
    });

    await test.step('the next apply takes it for one that is running, and touches nothing', async () => {
      const { code, text } = await faceAuth(apply, env);
      expect(text).toContain(`${namespace}/face-auth is pending-upgrade: another operation may be at it`);
      expect(code).toBe(3);
      expect(await states(first)).toEqual(['failed', 'pending-upgrade']);
    });

    await test.step('told that nobody is at it, it goes on', async () => {
      const { code, text } = await faceAuth([...apply, '--take-over'], env);
      expect(code, text).toBe(0);
      expect((await states(first)).at(-1)).toBe('deployed');
    });
  });

  test('who may only see one namespace is told what was not allowed, and nothing is changed', async () => {
    await first.kubectl('create', 'namespace', namespace);
    await first.kubectl('create', 'serviceaccount', 'guest', '-n', namespace);
    await first.kubectl(
      'create',
      'rolebinding',
      'guest',
      '-n',
      namespace,
      '--clusterrole=view',
      `--serviceaccount=${namespace}:guest`,
    );
    const token = (await first.kubectl('create', 'token', 'guest', '-n', namespace)).trim();
    const guest = await changedKubeconfig(({ user }) => (user.user = { token }));

    const plan = await faceAuth(['plan', '-f', request([first])], guest);
    expect(plan.text).toMatch(new RegExp(`^${first.context} +unknown`, 'm'));
    expect(plan.code).toBe(3);
    const explained = await faceAuth(['explain', first.context, '-f', request([first])], guest);
    expect(explained.text.replace(/\s+/g, ' ')).toContain('nodes is forbidden');

    const apply = await faceAuth(['apply', '-f', request([first]), '--yes'], guest);
    expect(apply.text).toContain('Nothing was changed: there are not as many clusters as were asked for');
    expect(apply.code).toBe(3);
    expect(await releases(first)).toBe('');
  });

  test('a kubeconfig that does not fit the cluster is told what is wrong with it', async () => {
    const asked = async (change: (parts: KubeconfigParts) => void) =>
      faceAuth(['plan', '-f', request([first])], await changedKubeconfig(change));

    const cutOff = await asked(({ cluster }) => (cluster.server = 'https://127.0.0.1:9'));
    expect(cutOff.text).toContain(`${first.context} could not be asked: the connection is refused`);
    const stranger = await asked(({ user }) => (user.user = { token: 'not-a-token' }));
    expect(stranger.text).toContain(`${first.context} could not be asked: the credentials are not accepted`);
    const other = await asked(({ cluster }) => delete cluster['certificate-authority-data']);
    expect(other.text).toContain('its certificate is not of the authority in the kubeconfig');

    expect([cutOff.code, stranger.code, other.code]).toEqual([4, 4, 4]);
  });

  test('without helm nothing is delivered, and it says how to get it', async () => {
    const without = { ...env, FACE_AUTH_HELM: '', PATH: path.dirname(process.execPath) };
    const { code, text } = await faceAuth(['apply', '-f', request(clusters), '--yes'], without);

    expect(text).toContain('helm is not on the PATH. Get helm 3 from https://helm.sh');
    expect(code).toBe(5);
  });
});

interface Kubeconfig {
  readonly clusters: readonly { readonly cluster: KubeconfigParts['cluster'] }[];
  readonly users: readonly KubeconfigParts['user'][];
}

interface KubeconfigParts {
  readonly cluster: { server: string; 'certificate-authority-data'?: string };
  readonly user: { user: object };
}

async function withVisitor<T>(
  browser: BrowserWithCamera,
  ingress: URL,
  url: string,
  use: (page: ReturnType<typeof loginPage>) => Promise<T>,
): Promise<T> {
  const proxy = await startIngressProxy(ingress);
  const page = await browser.newPage({ proxy: { server: proxy.url }, ignoreHTTPSErrors: true, locale: 'en-GB' });
  try {
    return await use(loginPage(page, browser, url));
  } finally {
    await page.close();
    await proxy.close();
  }
}

const falseMatchRate = ({ kubectl }: TestCluster, namespace: string): Promise<string> =>
  kubectl(
    'get',
    'deployment',
    'face-auth',
    '-n',
    namespace,
    '-o',
    'jsonpath={.spec.template.spec.containers[0].env[?(@.name=="FACE_AUTH_FALSE_MATCH_RATE")].value}',
  );
