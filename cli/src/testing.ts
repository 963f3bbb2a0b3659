import { execFile } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { API_VERSION, type ClusterFacts, type PlacementRequestInput } from '@face-auth/placement';
import { factsList } from './clusters/saved-facts.ts';

/** Shared by all tests: the command begins much faster. */
const XDG_CACHE_HOME = path.join(tmpdir(), 'face-auth-cli-cache');
const BIN = path.resolve(import.meta.dirname, '../bin/face-auth.mjs');

export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command as a user does. There is no kubeconfig, no helm and no terminal unless `env` says otherwise. */
export function faceAuth(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ended> {
  return startFaceAuth(args, env).ended;
}

/** As above, while it runs. */
export function startFaceAuth(args: readonly string[], env: Readonly<Record<string, string>>) {
  const options = { env: { HOME: '/nowhere', PATH: '/nowhere', XDG_CACHE_HOME, ...env }, maxBuffer: 1 << 28 };
  const { promise: ended, resolve } = Promise.withResolvers<Ended>();
  const child = execFile(process.execPath, [BIN, ...args], options, (error, stdout, stderr) => {
    const code = error === null ? 0 : typeof error.code === 'number' ? error.code : -1;
    resolve({ code, stdout, stderr });
  });
  child.stdin?.end();
  let said = '';
  child.stderr?.on('data', (chunk: string) => (said += chunk));
  return { ended, said: () => said, interrupt: () => void child.kill('SIGINT') };
}

/** A folder of files that go with the process. */
export function scratchFolder(): { file(name: string, content: string): string } {
  const folder = mkdtempSync(path.join(tmpdir(), 'face-auth-cli-'));
  return {
    file(name, content) {
      const file = path.join(folder, name);
      writeFileSync(file, content);
      return file;
    },
  };
}

export function factsText(clusters: readonly ClusterFacts[]): string {
  return JSON.stringify(factsList(clusters));
}

export function requestText(spec: Partial<PlacementRequestInput['spec']> = {}): string {
  return JSON.stringify({
    apiVersion: API_VERSION,
    kind: 'PlacementRequest',
    metadata: { name: 'shops' },
    spec: { selection: { mode: 'all' }, hostname: 'login.{cluster}.example.com', ...spec },
  });
}
