import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import type { V1Deployment } from '@kubernetes/client-node';
import { loadAll } from 'js-yaml';
import { findHelm } from '../../scripts/lib/helm.mjs';
import { REPOSITORY } from '../tools/folders.ts';
import type { PodTemplate } from './cluster.ts';
import { RELEASE_NAMESPACE } from './draw-case.ts';

const run = promisify(execFile);

/** The chart's pod as helm renders it with these values for a release `face-auth`. */
export async function chartPod(values: object): Promise<PodTemplate> {
  const folder = mkdtempSync(path.join(tmpdir(), 'face-auth-conformance-'));
  try {
    const file = path.join(folder, 'values.json');
    writeFileSync(file, JSON.stringify(values));
    const chart = path.join(REPOSITORY, 'charts/face-auth');
    const args = ['template', 'face-auth', chart, '--namespace', RELEASE_NAMESPACE, '--values', file];
    const { stdout } = await run(await findHelm(), [...args, '--show-only', 'templates/deployment.yaml']);
    const [deployment] = loadAll(stdout) as V1Deployment[];
    if (!deployment?.spec) throw new Error('The chart has no Deployment');
    return deployment.spec.template;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
