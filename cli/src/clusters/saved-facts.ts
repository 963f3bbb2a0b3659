import { readFileSync, writeFileSync } from 'node:fs';
import { API_VERSION, type ClusterFacts } from '@face-auth/placement';
import { CommandError, messageOf } from '../command-error.ts';
import { EXIT } from '../exit-codes.ts';

const KIND = 'ClusterFactsList';

/** What `facts --save` writes and `--facts` reads. */
export interface FactsList {
  readonly apiVersion: string;
  readonly kind: string;
  readonly clusters: readonly ClusterFacts[];
}

export function factsList(clusters: readonly ClusterFacts[]): FactsList {
  return { apiVersion: API_VERSION, kind: KIND, clusters };
}

/** @throws CommandError */
export function saveFacts(file: string, clusters: readonly ClusterFacts[]): void {
  try {
    // Names and addresses of a fleet are nobody else's business.
    writeFileSync(file, `${JSON.stringify(factsList(clusters), undefined, 1)}\n`, { mode: 0o600 });
  } catch (error) {
    throw bad(`${file} cannot be written: ${messageOf(error)}`);
  }
}

/** @throws CommandError that names the file and the place in it. */
export function readFacts(file: string): readonly ClusterFacts[] {
  let list: Partial<FactsList> | null;
  try {
    list = JSON.parse(readFileSync(file, 'utf8')) as Partial<FactsList> | null;
  } catch (error) {
    throw bad(`${file} cannot be read as facts: ${messageOf(error)}`);
  }
  if (list?.kind !== KIND || list.apiVersion !== API_VERSION || !Array.isArray(list.clusters)) {
    throw bad(`${file} holds no facts of this version: make it anew with face-auth facts --save ${file}`);
  }
  const ids = new Set<string>();
  list.clusters.forEach((cluster: Partial<ClusterFacts>, index) => {
    const problem = problemOf(cluster) ?? (ids.has(cluster.id ?? '') ? `a second cluster "${cluster.id}"` : undefined);
    if (problem) throw bad(`${file}: clusters[${index}] has ${problem}`);
    ids.add(cluster.id ?? '');
  });
  return list.clusters as readonly ClusterFacts[];
}

const FACTS = [
  'connection',
  'kubernetesVersion',
  'provider',
  'nodes',
  'storageClasses',
  'ingressClasses',
  'gatewayClasses',
  'loadBalancer',
  'apiGroups',
  'issuers',
  'namespaces',
  'hostnames',
  'releases',
] as const satisfies readonly (keyof ClusterFacts)[];

/** The least that the planner relies on; the facts themselves were written by us. */
function problemOf(cluster: Partial<ClusterFacts>): string | undefined {
  if (typeof cluster.id !== 'string' || typeof cluster.name !== 'string') return 'no id or no name';
  if (typeof cluster.readAt !== 'number') return 'no readAt';
  const missing = FACTS.find((name) => typeof cluster[name]?.known !== 'boolean');
  return missing && `no ${missing}`;
}

const bad = (message: string): CommandError => new CommandError(EXIT.badInput, message);
