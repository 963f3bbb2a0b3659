import { CLUSTERS_AT_ONCE, inParallel } from '@face-auth/placement';
import type { KubeConfig } from '@kubernetes/client-node';
import type { Terminal } from '../output/terminal.ts';
import { openClusterApi } from './cluster-api.ts';
import { LIMIT_MS } from './read-cluster.ts';

export interface Identified {
  readonly name: string;
  /** The same for two contexts of one cluster; undefined where it could not be read: then it counts as one of its own. */
  readonly uid: string | undefined;
}

/** Two contexts may be of one cluster, with two users: the first stays, and it is told of the others. */
export function onceEach<T>(items: readonly T[], identify: (item: T) => Identified, terminal: Terminal): T[] {
  const first = new Map<string, string>();
  return items.filter((item) => {
    const { name, uid } = identify(item);
    const other = uid === undefined ? undefined : first.get(uid);
    if (other !== undefined) terminal.say(`face-auth: ${name} is the same cluster as ${other} and is left out`);
    else if (uid !== undefined) first.set(uid, name);
    return other === undefined;
  });
}

/** One context a cluster; the clusters are asked which they are where there are several. */
export async function contextsOnceEach(
  contexts: ReadonlyMap<string, KubeConfig>,
  terminal: Terminal,
): Promise<(readonly [string, KubeConfig])[]> {
  if (contexts.size < 2) return [...contexts];
  const identified = await inParallel([...contexts], CLUSTERS_AT_ONCE, async ([name, config]) => ({
    name,
    config,
    uid: await clusterUid(config),
  }));
  return onceEach(identified, (each) => each, terminal).map(({ name, config }) => [name, config] as const);
}

async function clusterUid(config: KubeConfig): Promise<string | undefined> {
  try {
    const api = await openClusterApi(config, LIMIT_MS);
    const system = await api.get<{ metadata?: { uid?: string } }>('/api/v1/namespaces/kube-system');
    return system.metadata?.uid;
  } catch {
    return undefined;
  }
}
