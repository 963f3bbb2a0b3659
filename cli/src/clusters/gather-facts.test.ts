import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type ReleaseFacts } from '@face-auth/placement';
import { afterEach, describe, expect, it } from 'vitest';
import type { HelmReleases } from '../helm/helm-releases.ts';
import type { Terminal } from '../output/terminal.ts';
import { scratchFolder } from '../testing.ts';
import { gatherFacts } from './gather-facts.ts';

type Answer = { readonly status?: number; readonly body: object };

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

/** An API server that knows the paths it is given, page by page where a list has a `limit`, and forbids all others. */
async function apiServer(paths: Readonly<Record<string, Answer | readonly object[]>>): Promise<string> {
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://x');
    const answer = paths[pathname];
    const { status = 200, body } = Array.isArray(answer)
      ? { body: page(answer as object[], searchParams) }
      : ((answer as Answer | undefined) ?? FORBIDDEN);
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const FORBIDDEN: Answer = { status: 403, body: { message: 'it is forbidden: User "guest" cannot list it' } };

function page(items: readonly object[], query: URLSearchParams): object {
  const from = Number(query.get('continue') ?? 0);
  const to = from + Number(query.get('limit') ?? items.length);
  return { items: items.slice(from, to), metadata: to < items.length ? { continue: String(to) } : {} };
}

const node = (name: string, labels: object) => ({ metadata: { name, labels } });
const WORLD = {
  '/version': { body: { gitVersion: 'v1.34.4' } },
  '/apis': { body: { groups: [{ name: 'apps' }] } },
  '/api/v1/nodes': [
    node('a', { region: 'eu', zone: '1' }),
    node('b', { region: 'eu', zone: '1' }),
    node('c', { region: 'eu', zone: '2' }),
  ],
  '/api/v1/namespaces': [
    { metadata: { name: 'kube-system', uid: 'world', labels: { 'face-auth.io/role': 'edge' } } },
    ...Array.from({ length: 1100 }, (_, index) => ({ metadata: { name: `n${index}` } })),
  ],
};

const RELEASES: readonly ReleaseFacts[] = [
  { namespace: 'x', name: 'x', chart: 'x', version: '1.0.0', status: 'deployed' },
];

async function gather(
  servers: Readonly<Record<string, string>>,
  helm = async () => ({ list: async () => [...RELEASES] }) as unknown as HelmReleases,
) {
  const names = Object.keys(servers);
  const KUBECONFIG = scratchFolder().file(
    'kubeconfig',
    JSON.stringify({
      clusters: names.map((name) => ({ name, cluster: { server: servers[name], 'insecure-skip-tls-verify': true } })),
      users: [{ name: 'me', user: { token: 'secret' } }],
      contexts: names.map((name) => ({ name, context: { cluster: name, user: 'me' } })),
      'current-context': names[0],
    }),
  );
  const said: string[] = [];
  const terminal: Terminal = {
    width: 80,
    colour: (_, text) => text,
    print: () => {},
    say: (text) => void said.push(text),
    progress: () => {},
  };
  const asking = { env: { KUBECONFIG }, terminal, now: () => 1000, helm };
  return { ...(await gatherFacts({ contexts: [], allContexts: true }, asking)), said };
}

describe('the facts of clusters that are asked', () => {
  it('are read page by page, and what is forbidden is unknown with the words of the API server', async () => {
    const { clusters, unasked, said } = await gather({ world: await apiServer(WORLD) });
    const [world] = clusters;

    expect(world?.namespaces.known && world.namespaces.value.length).toBe(1101);
    expect(world?.storageClasses).toEqual({ known: false, why: 'it is forbidden: User "guest" cannot list it' });
    expect(world).toMatchObject({ id: 'world', readAt: 1000, releases: { known: true, value: RELEASES } });
    expect([unasked, said]).toEqual([[], []]);
  });

  it('have the labels that all nodes share, and those of kube-system', async () => {
    const { clusters } = await gather({ world: await apiServer(WORLD) });

    expect(clusters[0]?.labels).toEqual({ region: 'eu', 'face-auth.io/role': 'edge' });
  });

  it('are there once for two contexts of one cluster', async () => {
    const server = await apiServer(WORLD);
    const { clusters, said } = await gather({ b: server, a: server });

    expect(clusters.map(({ name }) => name)).toEqual(['a']);
    expect(said).toEqual(['face-auth: b is the same cluster as a and is left out']);
  });

  it('are unknown of a cluster that does not take the credentials, and it is told', async () => {
    const closed = await apiServer({ '/version': { status: 401, body: { message: 'Unauthorized' } } });
    const { clusters, unasked } = await gather({ closed, world: await apiServer(WORLD) });

    expect(unasked).toEqual([{ name: 'closed', why: 'the credentials are not accepted' }]);
    expect(clusters.map(({ name, nodes }) => [name, nodes.known])).toEqual([
      ['closed', false],
      ['world', true],
    ]);
  });

  it('say that something else answers', async () => {
    const { unasked } = await gather({ odd: await apiServer({ '/version': { status: 404, body: {} } }) });

    expect(unasked).toEqual([{ name: 'odd', why: 'the API server answered 404' }]);
  });

  it('lack the releases where helm is missing, and only those', async () => {
    const { clusters, said } = await gather({ world: await apiServer(WORLD) }, () =>
      Promise.reject(new Error('helm is not on the PATH')),
    );

    expect(clusters[0]?.releases).toEqual({ known: false, why: 'helm, which knows them, is not here' });
    expect(clusters[0]?.nodes.known).toBe(true);
    expect(said[0]).toContain('face-auth: helm is not on the PATH');
  });
});
