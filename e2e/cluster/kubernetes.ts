import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { findHelm } from '../../scripts/lib/helm.mjs';

const run = promisify(execFile);

/** What helm and kubectl print; a failure is an error whose message ends with what they said. */
async function say(program: string, args: readonly string[]): Promise<string> {
  const { stdout } = await run(program, [...args], { maxBuffer: 1 << 24 }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') throw new Error(`${program} is not on the PATH: install it and try again`);
    throw error;
  });
  return stdout;
}

/** A namespace of a test, and the tools that work in it. */
export interface Namespace {
  readonly name: string;
  kubectl(...args: string[]): Promise<string>;
  helm(...args: string[]): Promise<string>;
  /** Removes it with everything in it, kept volumes and Secrets too. */
  remove(): Promise<void>;
}

/** Makes a namespace that takes only pods of the Pod Security level `restricted`. */
export async function createNamespace(prefix: string): Promise<Namespace> {
  const name = `${prefix}-${Math.random().toString(36).slice(2, 8)}`;
  const helm = await findHelm();
  await say('kubectl', ['create', 'namespace', name]);
  await say('kubectl', ['label', 'namespace', name, 'pod-security.kubernetes.io/enforce=restricted']);
  return {
    name,
    kubectl: (...args) => say('kubectl', ['--namespace', name, ...args]),
    helm: (...args) => say(helm, [...args, '--namespace', name]),
    async remove() {
      await say('kubectl', ['delete', 'namespace', name, '--timeout=120s']);
    },
  };
}
