import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { load, loadAll } from 'js-yaml';
import { beforeAll, describe, expect, it } from 'vitest';
import { faceAuthProfile } from '../../../placement/src/face-auth-profile.ts';
import { resourcesOf } from '../../../placement/src/kubernetes/pod-requests.ts';
import { objectName, selectorLabels } from '../../../placement/src/own-release.ts';
import { podOfRelease } from '../../../placement/src/pod-of-release.ts';
import { sizeRelease } from '../../../placement/src/sizing.ts';
import { placementRequest } from '../../../placement/src/testing.ts';
import { findHelm } from '../../../scripts/lib/helm.mjs';

const run = promisify(execFile);
const chart = path.resolve(import.meta.dirname, '..');

let helm;
beforeAll(async () => {
  helm = await findHelm({ log: console.log });
}, 600_000);

async function render(release, ...settings) {
  const set = ['hostname=login.example.com', ...settings].flatMap((setting) => ['--set', setting]);
  const args = ['template', release, chart, '--namespace', 'site', '--kube-version', '1.34', ...set];
  const { stdout } = await run(helm, args, { maxBuffer: 1 << 24 });
  const objects = loadAll(stdout).filter((object) => object !== null);
  return (kind) => objects.filter((object) => object.kind === kind);
}

/** What the planner takes for granted about the chart is what the chart does. */
describe('the release profile of the planner', () => {
  it('is of this chart, for the versions of Kubernetes that it takes', () => {
    const { name, version, kubeVersion } = load(readFileSync(path.join(chart, 'Chart.yaml'), 'utf8'));

    expect(faceAuthProfile).toMatchObject({ chart: name, chartVersion: version, kubeVersion });
  });

  it('asks for what the pod asks for, and for nodes that the image is for', async () => {
    const [deployment] = (await render('login'))('Deployment');
    const { affinity, containers } = deployment.spec.template.spec;
    const [term] = affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms;

    expect(containers).toHaveLength(1);
    expect(resourcesOf(containers[0].resources.requests)).toEqual(faceAuthProfile.requests);
    expect(term.matchExpressions).toContainEqual({
      key: 'kubernetes.io/arch',
      operator: 'In',
      values: faceAuthProfile.architectures,
    });
  });

  it('has the one store of the chart: for one pod, on a volume of its own', async () => {
    const [claim] = (await render('login'))('PersistentVolumeClaim');

    expect(faceAuthProfile.stores).toMatchObject([{ kind: 'sqlite', maxReplicas: 1, needsVolume: true }]);
    expect(claim.spec.accessModes).toEqual(['ReadWriteOnce']);
    await expect(render('login', 'replicas=2')).rejects.toThrow('the embedded store belongs to one pod');
  });

  it('is reached as the chart can be: by an ingress', async () => {
    const kinds = await render('login');

    expect(faceAuthProfile.exposures).toEqual(['ingress']);
    expect(kinds('Ingress')).toHaveLength(1);
    expect(kinds('Service').map(({ spec }) => spec.type ?? 'ClusterIP')).toEqual(['ClusterIP']);
  });

  it('keeps the strictest level of pod security, as the pods do', async () => {
    const [deployment] = (await render('login'))('Deployment');
    const { securityContext, containers } = deployment.spec.template.spec;

    expect(faceAuthProfile.podSecurity).toBe('restricted');
    expect(securityContext).toMatchObject({ runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } });
    expect(containers[0].securityContext).toMatchObject({
      allowPrivilegeEscalation: false,
      capabilities: { drop: ['ALL'] },
    });
  });

  it.each(['login', 'face-auth', 'my-face-auth-2', `a${'b'.repeat(44)}`])(
    'knows the objects of a release %s by name and label',
    async (release) => {
      const kinds = await render(release);
      const [deployment] = kinds('Deployment');
      const request = placementRequest({ release: { name: release } });
      const pod = podOfRelease(request, faceAuthProfile, sizeRelease(request, faceAuthProfile));

      expect(kinds('Ingress')[0].metadata.name).toBe(objectName(release, faceAuthProfile.chart));
      expect(deployment.spec.selector.matchLabels).toEqual(selectorLabels(release, faceAuthProfile.chart));
      expect(deployment.spec.template.metadata.labels).toMatchObject(pod.labels);
    },
  );
});
