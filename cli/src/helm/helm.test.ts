import { chmodSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { scratchFolder } from '../testing.ts';
import { splitChart } from './chart-name.ts';
import { chartSource } from './chart-source.ts';
import { helmReleases } from './helm.ts';
import type { HelmReleases } from './helm-releases.ts';
import { checkName } from './names.ts';

const RELEASE = { name: 'face-auth', namespace: 'face', revision: '1', status: 'deployed', chart: 'face-auth-0.1.0' };

const fakes: { readonly file: string; readonly pids: () => number[] }[] = [];
afterEach(async () => {
  for (const { file, pids } of fakes.splice(0)) {
    rmSync(file);
    await expect.poll(() => pids().filter(isRunning), { timeout: 10_000 }).toEqual([]);
  }
});

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** A program named helm that answers as the script says; `$*` are its arguments, kept in `asked`. */
function fakeHelm(script: string, name = 'helm', env: Readonly<Record<string, string>> = {}, readLimitMs?: number) {
  const folder = scratchFolder();
  const asked = folder.file('asked', '');
  const pids = folder.file('pids', '');
  const file = folder.file(
    name,
    `#!/bin/sh\necho $$ >> ${pids}\necho "[$HELM_KUBECONTEXT] $*" >> ${asked}\n${script}\n`,
  );
  chmodSync(file, 0o755);
  fakes.push({ file, pids: () => readFileSync(pids, 'utf8').split('\n').filter(Boolean).map(Number) });
  return {
    helm: helmReleases(file, { PATH: '/usr/bin:/bin', HOME: '/nowhere', ...env }, readLimitMs),
    asked: () => readFileSync(asked, 'utf8').trim().split('\n'),
  };
}

const ANSWERS = `case "$*" in
  *--pending*) echo '[]' ;;
  *"get values"*) echo '{"hostname":"a.example.com"}' ;;
  "list "*) echo '${JSON.stringify([RELEASE, { ...RELEASE, name: 'other', chart: 'cert-manager-v1.19.0' }])}' ;;
esac`;

/** Another cluster than that of the context. */
const OTHER = { HELM_KUBEAPISERVER: 'https://other.example.com', HELM_KUBETOKEN: 'x', HELM_KUBECONTEXT: 'other' };
afterEach(() => void vi.unstubAllEnvs());

describe('the releases of a cluster', () => {
  it('are listed by helm-ts in that context, with the values of ours', async () => {
    const { helm, asked } = fakeHelm(ANSWERS);

    expect(await helm.list('edge')).toEqual([
      {
        namespace: 'face',
        name: 'face-auth',
        chart: 'face-auth',
        version: '0.1.0',
        status: 'deployed',
        values: { hostname: 'a.example.com' },
      },
      { namespace: 'face', name: 'other', chart: 'cert-manager', version: 'v1.19.0', status: 'deployed' },
    ]);
    expect(asked()).toContain('[edge] list -o json --all-namespaces');
    expect(process.env['HELM_KUBECONTEXT']).toBeUndefined();
  });

  it('are those of the context, whatever HELM_KUBE* says', async () => {
    const { helm, asked } = fakeHelm(`env | grep ^HELM_KUBE >> "$(dirname "$0")/asked"\n${ANSWERS}`, 'helm', OTHER);
    for (const [name, value] of Object.entries(OTHER)) vi.stubEnv(name, value);
    await helm.list('edge');

    expect(asked().filter((line) => line.startsWith('HELM_KUBE'))).toEqual(['HELM_KUBECONTEXT=edge']);
    expect(process.env).toMatchObject(OTHER);
  });

  it('are asked for again, not lost, when helm warns of something', async () => {
    const { helm, asked } = fakeHelm(
      `echo 'WARNING: Kubernetes configuration file is group-readable.' >&2\n${ANSWERS}`,
    );

    expect((await helm.list('edge')).map(({ name }) => name)).toEqual(['face-auth', 'other']);
    expect(asked()).toContain('[] list --all-namespaces --max 0 -o json --kube-context edge');
  });

  it('are more than the 256 that helm-ts gets', async () => {
    const many = Array.from({ length: 256 }, (_, index) => ({ ...RELEASE, name: `n${index}`, chart: 'x-1.0.0' }));
    const { helm } = fakeHelm(`case "$*" in
      *--pending*) echo '[]' ;;
      *--max*) echo '${JSON.stringify([...many, { ...RELEASE, name: 'last', chart: 'x-1.0.0' }])}' ;;
      *) echo '${JSON.stringify(many)}' ;;
    esac`);

    expect((await helm.list('edge')).length).toBe(257);
  });

  it('can be listed by a helm that has another name', async () => {
    const { helm } = fakeHelm(ANSWERS, 'helm-3.19');

    expect((await helm.list('edge')).map(({ name }) => name)).toEqual(['face-auth', 'other']);
  });

  it('fail with what helm says, without its warnings', async () => {
    const { helm } = fakeHelm(`echo 'WARNING: x' >&2; echo 'Error: list: secrets is forbidden' >&2; exit 1`);

    await expect(helm.list('edge')).rejects.toThrow(/^list: secrets is forbidden$/);
  });
});

/** Written down when the signals are taken care of. */
const READY = `echo ready >> "$(dirname "$0")/asked"`;

/** Also ends when the tests are killed. */
const UNTIL_TAKEN_AWAY = 'while [ -e "$0" ] && kill -0 $PPID 2>/dev/null; do sleep 0.05; done';

describe('helm itself', () => {
  it('gets names and values as they are, not through a shell', async () => {
    const { helm, asked } = fakeHelm('cat > /dev/null');
    const release = { context: '$(touch /tmp/x); a b', namespace: 'n', name: 'r' };
    await helm.deliver(release, { chart: ['chart'], values: {}, backOnFailure: true });

    expect(asked()).toEqual([
      '[] upgrade --install r chart --create-namespace --values - --wait --timeout 5m --atomic --kube-context $(touch /tmp/x); a b --namespace n',
    ]);
  });

  it('is asked to end by itself when a delivery is stopped', async () => {
    const { helm, asked } = fakeHelm(
      `trap 'echo "Error: context canceled" >&2; exit 1' INT; ${READY}; ${UNTIL_TAKEN_AWAY}`,
    );
    const stop = new AbortController();
    const release = { context: 'edge', namespace: 'n', name: 'r' };
    const stopping = { stop: stop.signal, kill: new AbortController().signal };
    const delivered = helm.deliver(release, { chart: ['chart'], values: {}, backOnFailure: false }, stopping);
    await expect.poll(asked, { timeout: 10_000 }).toContain('ready');
    stop.abort();

    await expect(delivered).rejects.toThrow('context canceled');
  });

  it('is killed when it is stopped a second time', async () => {
    const { helm, asked } = fakeHelm(`trap '' INT; ${READY}; ${UNTIL_TAKEN_AWAY}`);
    const [stop, kill] = [new AbortController(), new AbortController()];
    const release = { context: 'edge', namespace: 'n', name: 'r' };
    const stopping = { stop: stop.signal, kill: kill.signal };
    const delivered = helm.deliver(release, { chart: ['chart'], values: {}, backOnFailure: false }, stopping);
    await expect.poll(asked, { timeout: 10_000 }).toContain('ready');
    stop.abort();
    kill.abort();

    await expect(delivered).rejects.toThrow('helm was ended by SIGKILL');
  });

  it('has no history of a release that is not there', async () => {
    const { helm } = fakeHelm(`echo 'Error: release: not found' >&2; exit 1`);

    expect(await helm.history({ context: 'edge', namespace: 'n', name: 'r' })).toEqual([]);
  });

  it.each<{ name: string; ask: (helm: HelmReleases) => Promise<unknown> }>([
    { name: 'releases', ask: (helm) => helm.list('edge') },
    { name: 'history', ask: (helm) => helm.history({ context: 'edge', namespace: 'n', name: 'r' }) },
  ])('is given up when a dead cluster holds up the $name', async ({ ask }) => {
    const { helm } = fakeHelm(UNTIL_TAKEN_AWAY, 'helm', {}, 100);

    await expect(ask(helm)).rejects.toThrow('no answer within 0.1 seconds');
  });

  it('has no answer, which is not no history, where something else is not found', async () => {
    const { helm } = fakeHelm(`echo 'Error: exec: executable aws not found' >&2; exit 1`);

    await expect(helm.history({ context: 'edge', namespace: 'n', name: 'r' })).rejects.toThrow('aws not found');
  });
});

describe('chartSource', () => {
  const known = {
    repositories: async () => [{ name: 'team', url: 'https://charts.example.com' }],
    chartVersion: async () => '0.1.0',
  };
  const folder = scratchFolder();
  const packed = folder.file('face-auth-0.1.0.tgz', '');
  const other = folder.file('README.md', '');
  mkdirSync(path.join(path.dirname(packed), 'chart'));
  const chart = folder.file('chart/Chart.yaml', '');

  it.each<{ name: string; given: string; args: readonly string[] }>([
    { name: 'a package', given: packed, args: [packed] },
    { name: 'a folder', given: path.dirname(chart), args: [path.dirname(chart)] },
    {
      name: 'the address of a repository',
      given: 'https://charts.example.com',
      args: ['face-auth', '--repo', 'https://charts.example.com', '--version', '0.1.0'],
    },
    { name: 'the address of a package', given: 'https://x.example.com/a.tgz', args: ['https://x.example.com/a.tgz'] },
    {
      name: 'a chart of a repository that helm knows',
      given: 'team/face-auth',
      args: ['team/face-auth', '--version', '0.1.0'],
    },
  ])('takes $name', async ({ given, args }) => {
    expect(await chartSource(given, '0.1.0', known)).toEqual(args);
  });

  it('takes the chart of this repository when none is named', async () => {
    expect(await chartSource(undefined, '0.0.0', { ...known, chartVersion: async () => '0.0.0' })).toEqual([
      path.resolve(import.meta.dirname, '../../../charts/face-auth'),
    ]);
  });

  it.each([
    { name: 'a package', given: packed },
    { name: 'a folder', given: path.dirname(chart) },
    { name: 'the address of a package', given: 'https://x.example.com/a.tgz' },
    { name: 'the chart of this repository', given: undefined },
  ])('refuses $name of another version than is planned', async ({ given }) => {
    await expect(chartSource(given, '0.2.0', known)).rejects.toMatchObject({
      exitCode: 2,
      message: expect.stringMatching(/the plan is for version 0\.2\.0, and the chart \S+ is 0\.1\.0/) as string,
    });
  });

  it('asks helm for the version', async () => {
    const { helm, asked } = fakeHelm(`echo 'name: face-auth'; echo 'version: 0.1.0'`);

    expect(await helm.chartVersion('./chart')).toBe('0.1.0');
    expect(asked()).toEqual(['[] show chart ./chart']);
  });

  it('says which repositories there are when it is none of all that', async () => {
    await expect(chartSource('toam/face-auth', '0.1.0', known)).rejects.toThrow('it knows team');
    await expect(chartSource(other, '0.1.0', known)).rejects.toThrow("neither a chart's folder nor its package");
  });
});

it.each([
  ['face-auth-0.1.0', 'face-auth', '0.1.0'],
  ['cert-manager-v1.19.0', 'cert-manager', 'v1.19.0'],
  ['a-1.2.3-rc.1+meta-4', 'a', '1.2.3-rc.1+meta-4'],
  ['odd', 'odd', ''],
])('%s is chart %s in version "%s"', (text, chart, version) => {
  expect(splitChart(text)).toEqual({ chart, version });
});

it.each(['', 'A', '-a', 'a-', 'a_b', 'a;b', 'a'.repeat(54)])('"%s" is no name of a release', (name) => {
  expect(() => checkName('release', name)).toThrow('the release');
});
