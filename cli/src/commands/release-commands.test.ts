import { chmodSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { faceAuth, scratchFolder } from '../testing.ts';

const revision = (chart: string, more: object = {}) => ({
  revision: 1,
  updated: '2026-01-01T00:00:00Z',
  status: 'deployed',
  chart,
  description: '',
  ...more,
});

/** A helm 3 that answers as the script says, on clusters whose API servers nobody answers at. */
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
      clusters: [{ name: 'c', cluster: { server: 'http://127.0.0.1:9', 'insecure-skip-tls-verify': true } }],
      users: [{ name: 'me', user: { token: 'x' } }],
      contexts: contexts.map((name) => ({ name, context: { cluster: 'c', user: 'me' } })),
      'current-context': contexts[0],
    }),
  );
  return {
    env: { FACE_AUTH_HELM, KUBECONFIG, PATH: '/usr/bin:/bin' },
    asked: () => readFileSync(asked, 'utf8'),
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
