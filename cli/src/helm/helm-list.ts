import { createRequire } from 'node:module';
import type helmTs from 'helm-ts';
import { HelmError, helmSaid, isWarning } from './helm-error.ts';
import type { Repository } from './helm-releases.ts';
import { isKubeVariable } from './kube-variables.ts';

/** A release as `helm list -o json` shows it. */
export interface ListedRelease {
  readonly name: string;
  readonly namespace: string;
  readonly revision: string;
  readonly status: string;
  /** `face-auth-0.1.0`. */
  readonly chart: string;
}

/** CommonJS with a default export, which tools read in different ways: required, it is the same in all of them. */
const { default: helm } = createRequire(import.meta.url)('helm-ts') as typeof helmTs;

/**
 * Releases by helm-ts: those that are deployed or failed, 256 at most, which is what `helm list` shows by itself.
 *
 * @returns undefined when helm warned about something, which helm-ts takes for a failure.
 */
export function listByHelmTs(environment: HelmEnvironment): Promise<readonly ListedRelease[] | undefined> {
  return orWarned(inEnvironment(environment, () => helm.list({ allNamespaces: true })));
}

/** As above. None where helm has no repositories at all, which helm itself takes for a failure. */
export async function repositoriesByHelmTs(environment: HelmEnvironment): Promise<readonly Repository[] | undefined> {
  return orWarned(inEnvironment(environment, () => helm.repo.list())).catch((error: unknown) => {
    if (error instanceof HelmError && error.message.includes('no repositories')) return [];
    throw error;
  });
}

/** PATH with helm's folder first, and HELM_KUBECONTEXT: all that helm-ts lets one say. */
export type HelmEnvironment = Readonly<Record<'PATH' | 'HELM_KUBECONTEXT', string>>;

/** helm-ts starts helm with the environment of this process but HELM_KUBE*, and does so before it waits for anything. */
function inEnvironment<T>(environment: Readonly<Record<string, string>>, start: () => Promise<T>): Promise<T> {
  const names = [...Object.keys(environment), ...Object.keys(process.env).filter(isKubeVariable)];
  const before = Object.fromEntries(names.map((name) => [name, process.env[name]]));
  for (const name of names) delete process.env[name];
  Object.assign(process.env, environment);
  try {
    return start();
  } finally {
    for (const [name, value] of Object.entries(before)) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  }
}

async function orWarned<T>(listing: Promise<T>): Promise<T | undefined> {
  try {
    return await listing;
  } catch (error) {
    const { stderr, message } = error as Error & { stderr?: string };
    const said = stderr ?? message;
    if (stderr === undefined && said.split('\n').every(isWarning)) return undefined;
    throw new HelmError(helmSaid(said) || message, { cause: error });
  }
}
