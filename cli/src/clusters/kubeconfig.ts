import { accessSync, constants } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import type { KubeConfig } from '@kubernetes/client-node';
import { CommandError, messageOf } from '../command-error.ts';
import { EXIT } from '../exit-codes.ts';

export interface ContextChoice {
  /** Names as given; none: the current one. */
  readonly contexts: readonly string[];
  readonly allContexts: boolean;
}

/**
 * One configuration per context, its current context being that one. Read as kubectl does: the files of KUBECONFIG, else
 * ~/.kube/config.
 *
 * @throws CommandError that names the file and what is wrong with it.
 */
export async function chooseContexts(
  { contexts, allContexts }: ContextChoice,
  env: NodeJS.ProcessEnv,
): Promise<Map<string, KubeConfig>> {
  const files = kubeconfigFiles(env);
  const client = await import('@kubernetes/client-node');
  const config = files
    .map((file) => readFile(file, new client.KubeConfig()))
    .reduce((merged, next) => merge(merged, next, new client.KubeConfig()));
  const there = config.getContexts().map(({ name }) => name);
  const wanted = allContexts ? there : contexts.length > 0 ? [...new Set(contexts)] : [config.getCurrentContext()];
  const where = files.join(', ');

  if (there.length === 0) throw bad(`${where} has no contexts`);
  if (!allContexts && contexts.length === 0 && !config.getCurrentContext()) {
    throw bad(
      `${where} has no current context: name one with --context, or --all-contexts (there are ${there.join(', ')})`,
    );
  }
  const missing = wanted.filter((name) => !there.includes(name));
  if (missing.length > 0) {
    throw bad(`${where} has no context ${missing.join(', ')}; there are ${there.join(', ')}`);
  }
  return new Map(wanted.sort(compare).map((name) => [name, forContext(config, name, where, new client.KubeConfig())]));
}

const compare = (a: string, b: string): number => (a < b ? -1 : 1);

/** Where kubectl, helm and we look. */
function kubeconfigFiles(env: NodeJS.ProcessEnv): string[] {
  const named = (env['KUBECONFIG'] ?? '').split(path.delimiter).filter(Boolean);
  if (named.length === 0) {
    const file = path.join(homedir(), '.kube', 'config');
    if (!isReadable(file)) throw bad(`there is no kubeconfig: KUBECONFIG is not set and ${file} cannot be read`);
    return [file];
  }
  // A missing one among several is passed over, as kubectl does.
  const readable = named.filter(isReadable);
  if (readable.length === 0) throw bad(`KUBECONFIG is ${named.join(path.delimiter)}, which cannot be read`);
  return readable;
}

function isReadable(file: string): boolean {
  try {
    accessSync(file, constants.R_OK);
    return true;
  } catch {
    return false;
  }
}

function readFile(file: string, config: KubeConfig): KubeConfig {
  try {
    config.loadFromFile(file);
  } catch (error) {
    throw new CommandError(EXIT.badInput, `${file} is no kubeconfig: ${messageOf(error).split('\n')[0]}`, {
      cause: error,
    });
  }
  // A file without lists at all is read without complaint.
  if (!Array.isArray(config.contexts)) throw bad(`${file} is no kubeconfig: it has no list of contexts`);
  return config;
}

/** As kubectl merges: of two that have the same name, such as the `default` of every K3s, the first counts. */
function merge(first: KubeConfig, next: KubeConfig, merged: KubeConfig): KubeConfig {
  const firstOfName = <T extends { readonly name: string }>(ours: readonly T[], theirs: readonly T[]): T[] => [
    ...ours,
    ...theirs.filter(({ name }) => ours.every((our) => our.name !== name)),
  ];
  merged.loadFromOptions({
    clusters: firstOfName(first.clusters, next.clusters),
    users: firstOfName(first.users, next.users),
    contexts: firstOfName(first.contexts, next.contexts),
    currentContext: first.currentContext || next.currentContext,
  });
  return merged;
}

function forContext(config: KubeConfig, name: string, where: string, own: KubeConfig): KubeConfig {
  const { cluster, user } = config.getContextObject(name) ?? { cluster: '', user: '' };
  if (!config.getCluster(cluster))
    throw bad(`in ${where}, context ${name} names the cluster ${cluster}, which is not there`);
  if (!config.getUser(user)) throw bad(`in ${where}, context ${name} names the user ${user}, which is not there`);
  own.loadFromOptions({
    clusters: config.clusters,
    users: config.users,
    contexts: config.contexts,
    currentContext: name,
  });
  return own;
}

const bad = (message: string): CommandError => new CommandError(EXIT.badInput, message);
