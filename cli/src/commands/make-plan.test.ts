import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { PlacementRequest } from '@face-auth/placement';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { HelmReleases, Revision } from '../helm/helm-releases.ts';
import { requestText, scratchFolder } from '../testing.ts';
import { makePlan } from './make-plan.ts';
import { readRequest } from './read-request.ts';

const BEGUN = Date.parse('2026-01-01T00:00:00Z');
const MINUTE = 60_000;

let server: Server;
let KUBECONFIG: string;
let request: PlacementRequest;
beforeAll(async () => {
  server = createServer((_, response) => response.end('{"gitVersion":"v1.34.4"}'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const folder = scratchFolder();
  KUBECONFIG = folder.file(
    'kubeconfig',
    JSON.stringify({
      clusters: [{ name: 'edge', cluster: { server: `http://127.0.0.1:${port}`, 'insecure-skip-tls-verify': true } }],
      users: [{ name: 'me', user: {} }],
      contexts: [{ name: 'edge', context: { cluster: 'edge', user: 'me' } }],
      'current-context': 'edge',
    }),
  );
  request = readRequest(folder.file('request.yaml', requestText()));
});
afterAll(() => void server.close());

/** A plan of a cluster whose release has that status since BEGUN. */
async function planned(status: string, at: number, takeOver = false) {
  const newest: Revision = {
    revision: 2,
    status,
    updated: new Date(BEGUN).toISOString(),
    chart: 'face-auth-0.1.0',
    description: '',
  };
  const release = { namespace: 'face-auth', name: 'face-auth', chart: 'face-auth', version: '0.1.0', status };
  const helm = { list: async () => [release], history: async () => [newest] } as unknown as HelmReleases;
  const said: string[] = [];
  const { plan } = await makePlan(
    request,
    { contexts: ['edge'], allContexts: false },
    {
      env: { KUBECONFIG },
      now: () => at,
      helm: async () => helm,
      terminal: {
        width: 80,
        colour: (_, text) => text,
        print: () => {},
        say: (text) => void said.push(text),
        progress: () => {},
      },
    },
    takeOver,
  );
  const verdict = plan.clusters[0]?.verdicts.find(({ predicate }) => predicate === 'release-name');
  return { result: verdict?.state, said: said.join('\n') };
}

describe('a release in the middle of something', () => {
  it.each(['pending-install', 'pending-upgrade', 'pending-rollback', 'uninstalling'])(
    'that is young and %s keeps its cluster from being chosen',
    async (status) => {
      const { result, said } = await planned(status, BEGUN + 15 * MINUTE);

      expect(said).toContain(`face-auth/face-auth is ${status}: another operation may be at it`);
      expect(result).toBe('fail');
    },
  );

  it('counts as failed when it has been pending for longer than any helm works', async () => {
    const { result, said } = await planned('pending-upgrade', BEGUN + 16 * MINUTE);

    expect(said).toContain('was left in pending-upgrade; apply puts that right first');
    expect(result).toBe('pass');
  });

  it('stays as it is while it is taken away: since when, helm does not show', async () => {
    expect((await planned('uninstalling', BEGUN + 1000 * MINUTE)).result).toBe('fail');
  });

  it('counts as failed when it is said that nobody is at it', async () => {
    expect((await planned('uninstalling', BEGUN, true)).result).toBe('pass');
  });
});
