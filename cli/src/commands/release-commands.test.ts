import { chmodSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { faceAuth, scratchFolder, startFaceAuth } from '../testing.ts';

const revision = (chart: string, more: object = {}) => ({
  revision: 1,
  updated: '2026-01-01T00:00:00Z',
  status: 'deployed',
  chart,
  description: '',
  ...more,
});

let server: Server;
let address: string;
beforeAll(async () => {
  server = createServer(({ url }, response) => {
    const uid = url?.split('/')[1];
    response.end(JSON.stringify(url?.endsWith('/kube-system') ? { metadata: { uid } } : { items: [] }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => void server.close());

/** A helm 3 that answers as the script says. Contexts of one letter at the beginning are of one cluster. */
function machine(script: string, contexts: readonly string[] = ['moon']) {
  const folder = scratchFolder();
  const asked = folder.file('asked', '');
  const FACE_AUTH_HELM = folder.file(
    'helm',
    `#!/bin/sh\necho "$*" >> ${asked}\ncase "$*" in\n  version*) echo v3.19.5 ;;\n${script}\nesac\n`,
  );
  chmodSync(FACE_AUTH_HELM, 0o755);
  const KUBECONFIG = folder.file(
    'kubeconfig',
    JSON.stringify({
      clusters: contexts.map((name) => ({
        name,
        cluster: { server: `${address}/${name.charAt(0)}`, 'insecure-skip-tls-verify': true },
      })),
      users: [{ name: 'me', user: { token: 'x' } }],
      contexts: contexts.map((name) => ({ name, context: { cluster: name, user: 'me' } })),
      'current-context': contexts[0],
    }),
  );
  return {
    env: { FACE_AUTH_HELM, KUBECONFIG, PATH: '/usr/bin:/bin' },
    asked: () => readFileSync(asked, 'utf8'),
    /** Lets a helm go on that waits for the file `go`. */
    go: () => void folder.file('go', ''),
  };
}

describe('a release of another chart', () => {
  it.each(['remove', 'rollback'])('is left alone by %s', async (command) => {
    const history = [revision('rancher-2.12.3'), revision('rancher-2.12.4', { revision: 2 })];
    const { env, asked } = machine(`history*) echo '${JSON.stringify(history)}' ;;`);
    const { code, stderr } = await faceAuth([command, '-n', 'cattle-system', '--release', 'rancher', '--yes'], env);

    expect(stderr).toContain('moon: cattle-system/rancher is a release of rancher-2.12.4, not of face-auth');
    expect(code).toBe(2);
    expect(asked()).not.toMatch(/^(uninstall|rollback)/m);
  });
});

describe('rollback', () => {
  it('passes over a revision that failed before it was superseded', async () => {
    const history = [
      revision('face-auth-0.1.0', { status: 'superseded', description: 'Install complete' }),
      revision('face-auth-0.1.1', {
        revision: 2,
        status: 'superseded',
        description: 'Upgrade "face-auth" failed: timed out waiting for the condition',
      }),
      revision('face-auth-0.1.2', { revision: 3 }),
    ];
    const { env, asked } = machine(`history*) echo '${JSON.stringify(history)}' ;;`);
    const { code } = await faceAuth(['rollback', '--yes'], env);

    expect(asked()).toMatch(/^rollback face-auth 1 /m);
    expect(code).toBe(0);
  });
});

describe('two contexts of one cluster', () => {
  it.each(['remove', 'rollback', 'status'])('count once for %s', async (command) => {
    const history = [
      revision('face-auth-0.1.0', { status: 'superseded' }),
      revision('face-auth-0.1.0', { revision: 2 }),
    ];
    const { env, asked } = machine(`history*) echo '${JSON.stringify(history)}' ;;\n  list*) echo '[]' ;;`, [
      'moon-admin',
      'moon-guest',
      'sun',
    ]);
    const { code, stdout, stderr } = await faceAuth([command, '-A', ...(command === 'status' ? [] : ['--yes'])], env);

    expect(stderr).toBe('face-auth: moon-guest is the same cluster as moon-admin and is left out\n');
    expect(stdout).toMatch(/^moon-admin/m);
    expect(stdout).toMatch(/^sun/m);
    expect(asked()).not.toContain('moon-guest');
    expect(code).toBe(0);
  });
});

describe('remove from several clusters', () => {
  it('goes on after a failure, takes an absent release for removed, and ends with 5', async () => {
    const { env } = machine(
      `history*) echo '${JSON.stringify([revision('face-auth-0.1.0')])}' ;;
  uninstall*a-one*) echo 'Error: timed out' >&2; exit 1 ;;
  uninstall*b-two*) echo 'Error: uninstall: Release not loaded: face-auth: release: not found' >&2; exit 1 ;;`,
      ['a-one', 'b-two', 'c-three'],
    );
    const { code, stdout, stderr } = await faceAuth(['remove', '-A', '--yes'], env);

    expect(stdout).toContain('b-two: removed\nc-three: removed\n');
    expect(stderr).toBe(
      'face-auth: a-one: it could not be removed: timed out\n' +
        'face-auth: Not removed: a-one. To go on: the same command with --context a-one\n',
    );
    expect(code).toBe(5);
  });
});

describe('Ctrl-C', () => {
  it.each([
    { command: 'remove', verb: 'uninstall', done: 'a-one: removed', left: 'Not removed: b-two' },
    { command: 'rollback', verb: 'rollback', done: 'a-one: ready', left: 'Not brought back: b-two' },
  ])('lets $command end what it began, begins nothing new, and says so', async ({ command, verb, done, left }) => {
    const history = [
      revision('face-auth-0.1.0', { status: 'superseded' }),
      revision('face-auth-0.1.0', { revision: 2 }),
    ];
    const { env, asked, go } = machine(
      `history*) echo '${JSON.stringify(history)}' ;;
  ${verb}*) i=0; while [ ! -e "$(dirname "$0")/go" ] && [ $((i += 1)) -lt 600 ]; do sleep 0.05; done ;;`,
      ['a-one', 'b-two'],
    );
    const { ended, said, interrupt } = startFaceAuth([command, '-A', '--yes'], env);
    try {
      await expect.poll(asked, { timeout: 20_000 }).toMatch(new RegExp(`^${verb} `, 'm'));
      interrupt();
      await expect.poll(said, { timeout: 10_000 }).toContain('face-auth: stopping; helm ends what it began');
    } finally {
      go();
    }
    const { code, stdout, stderr } = await ended;

    expect(stdout).toContain(done);
    expect(stderr).toContain(`${left}. To go on: the same command with --context b-two`);
    expect(asked().match(new RegExp(`^${verb} `, 'gm'))?.length).toBe(1);
    expect(code).toBe(5);
  });
});
