import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { scratchFolder } from '../testing.ts';
import { chooseContexts } from './kubeconfig.ts';

const folder = scratchFolder();

/** As K3s and RKE2 write it: everything is called `default`, except what is given another name. */
const kubeconfig = (file: string, server: string, context = 'default'): string =>
  folder.file(
    file,
    JSON.stringify({
      clusters: [{ name: 'default', cluster: { server } }],
      users: [{ name: 'default', user: { token: server } }],
      contexts: [{ name: context, context: { cluster: 'default', user: 'default' } }],
      'current-context': context,
    }),
  );

async function servers(...files: string[]) {
  const chosen = await chooseContexts({ contexts: [], allContexts: true }, { KUBECONFIG: files.join(path.delimiter) });
  return [...chosen].map(([name, config]) => [
    name,
    config.getCurrentCluster()?.server,
    config.getCurrentUser()?.token,
  ]);
}

describe('several files of KUBECONFIG', () => {
  it('that use the same names give the first of each, as with kubectl', async () => {
    const [a, b] = [kubeconfig('a', 'https://a'), kubeconfig('b', 'https://b')];

    expect(await servers(a, b)).toEqual([['default', 'https://a', 'https://a']]);
    expect(await servers(b, a)).toEqual([['default', 'https://b', 'https://b']]);
  });

  it('keep the contexts of both where their names differ', async () => {
    const [a, b] = [kubeconfig('a', 'https://a', 'edge'), kubeconfig('b', 'https://b', 'plant')];

    expect((await servers(a, b)).map(([name]) => name)).toEqual(['edge', 'plant']);
  });

  it('have the current context of the first that names one', async () => {
    const without = folder.file('without', JSON.stringify({ contexts: [] }));
    const KUBECONFIG = [without, kubeconfig('a', 'https://a', 'edge')].join(path.delimiter);

    expect([...(await chooseContexts({ contexts: [], allContexts: false }, { KUBECONFIG })).keys()]).toEqual(['edge']);
  });
});
