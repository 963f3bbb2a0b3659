import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Namespace } from './kubernetes.ts';

/** The chart as a release of the name `face-auth`, which is also the name of its objects. */
export interface Release {
  install(values: object): Promise<string>;
  upgrade(values: object): Promise<string>;
  uninstall(): Promise<string>;
  /** The Secret's entries, decoded. */
  secret(): Promise<{ readonly key: string; readonly invitation: string }>;
  /** The self-signed certificate, PEM. */
  certificate(): Promise<string>;
  /** A field of the object, by its JSONPath. */
  field(object: string, jsonPath: string): Promise<string>;
  /** Deletes the pod and waits until another one is ready. */
  replacePod(): Promise<void>;
}

const NAME = 'face-auth';
/** The time that helm waits for readiness. */
const LIMIT = '180s';

export function release(namespace: Namespace, catalogueUrl: string): Release {
  const chart = [NAME, 'face-auth', '--repo', catalogueUrl, '--wait', '--timeout', LIMIT];
  const field: Release['field'] = (object, jsonPath) =>
    namespace.kubectl('get', object, '-o', `jsonpath={${jsonPath}}`);
  const decoded = async (object: string, entry: string): Promise<string> =>
    Buffer.from(await field(object, `.data.${entry}`), 'base64').toString();

  return {
    field,
    install: (values) => withFile(values, (file) => namespace.helm('install', ...chart, '--values', file)),
    upgrade: (values) => withFile(values, (file) => namespace.helm('upgrade', ...chart, '--values', file)),
    uninstall: () => namespace.helm('uninstall', NAME, '--wait', '--timeout', LIMIT),
    certificate: () => decoded(`secret/${NAME}-self-signed`, 'tls\\.crt'),
    async secret() {
      const name = `secret/${NAME}`;
      return { key: await decoded(name, 'key'), invitation: await decoded(name, 'invitation') };
    },
    async replacePod() {
      await namespace.kubectl('delete', 'pod', '-l', 'app.kubernetes.io/component=server', '--wait=true');
      await namespace.kubectl('rollout', 'status', `deployment/${NAME}`, `--timeout=${LIMIT}`);
    },
  };
}

async function withFile(values: object, use: (file: string) => Promise<string>): Promise<string> {
  const folder = mkdtempSync(path.join(tmpdir(), 'face-auth-values-'));
  const file = path.join(folder, 'values.yaml');
  writeFileSync(file, JSON.stringify(values));
  try {
    return await use(file);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
