import { describe, expect, it } from 'vitest';
import { known } from '../facts/fact.ts';
import type { Plan } from '../plan.ts';
import { planPlacement } from '../plan-placement.ts';
import type { PlacementRequestInput } from '../request/placement-request.ts';
import { clusterFacts, placementRequest, plannerInput } from '../testing.ts';

type Spec = Partial<PlacementRequestInput['spec']>;
type Objects = readonly Readonly<Record<string, unknown>>[];

const VARIANT = 'variant.face-auth.io/face-login';
const RING = 'ring.face-auth.io/face-login';
const HOSTNAME = 'hostname.face-auth.io/face-login';

const site = (name: string, given: Parameters<typeof clusterFacts>[0] = {}) =>
  clusterFacts({ id: name, name, ...given });
const labelled = (name: string, given: Parameters<typeof clusterFacts>[0] = {}) =>
  site(name, {
    labels: { [VARIANT]: 'sqlite', [RING]: 'canary', [HOSTNAME]: `login.${name}.example.com`, other: 'x' },
    ...given,
  });
const plan = (clusters: ReturnType<typeof site>[], spec: Spec = {}, helmOps: Objects = []) =>
  planPlacement(
    plannerInput({
      clusters,
      request: placementRequest(spec),
      delivery: { kind: 'fleet', workspace: 'fleet-default', repository: 'https://charts.example.com', helmOps },
    }),
  );
const brief = ({ objects }: Plan) => objects.map(({ change, kind, name }) => `${change} ${kind} ${name}`);
const [fresh] = plan([site('a')]).objects;
const helmOp = fresh?.after ?? {};

describe('objects for Fleet', () => {
  it('are one HelmOp for all clusters of equal values, then the labels ring by ring', () => {
    expect(
      brief(
        plan([site('a'), site('b'), site('c')], {
          rings: [
            { name: 'canary', share: 1, clusters: ['b'] },
            { name: 'rest', share: 'rest' },
          ],
        }),
      ),
    ).toEqual([
      'create HelmOp face-login-sqlite',
      'create ClusterLabel b',
      'create ClusterLabel a',
      'create ClusterLabel c',
    ]);
  });

  it('label a cluster with its variant, its ring and the hostname that was checked', () => {
    expect(plan([site('Shop 1')]).objects[1]?.after).toEqual({
      labels: { [VARIANT]: 'sqlite', [RING]: 'canary', [HOSTNAME]: 'login.shop-1.example.com' },
    });
  });

  it('leave the other labels of a cluster alone', () => {
    expect(plan([labelled('a')]).objects[1]).toMatchObject({
      change: 'none',
      before: { labels: { [RING]: 'canary' } },
    });
    expect(plan([labelled('a')]).objects[1]?.before).not.toHaveProperty('labels.other');
  });

  it('take the hostname from the label', () => {
    expect(helmOp).toHaveProperty(
      'spec.helm.values.hostname',
      '${ index .ClusterLabels "hostname.face-auth.io/face-login" }',
    );
  });

  it('name an exact version, the pod security of the namespace, and correct what drifts', () => {
    expect(helmOp).toMatchObject({
      spec: {
        defaultNamespace: 'face-auth',
        namespaceLabels: { 'pod-security.kubernetes.io/enforce': 'restricted' },
        helm: { repo: 'https://charts.example.com', chart: 'face-auth', version: '0.1.0', releaseName: 'face-auth' },
        correctDrift: { enabled: true },
      },
    });
  });

  it('upgrade one cluster at a time, ring after ring, and leave no labelled cluster outside', () => {
    const ring = (name: string) => ({ clusterSelector: { matchLabels: { [VARIANT]: 'sqlite', [RING]: name } } });
    const others = { key: RING, operator: 'NotIn', values: ['canary', 'early', 'rest'] };
    const any = { clusterSelector: { matchLabels: { [VARIANT]: 'sqlite' }, matchExpressions: [others] } };
    const all = [ring('canary'), ring('early'), ring('rest'), any];

    expect(helmOp).toMatchObject({
      spec: {
        targets: all,
        rolloutStrategy: { maxUnavailable: 1, partitions: all.map((one) => ({ ...one, maxUnavailable: 1 })) },
      },
    });
  });

  it('do not grow with the fleet', () => {
    const many = Array.from({ length: 50 }, (_, index) => site(`site-${index}`));

    expect(plan(many).objects[0]?.after).toEqual(helmOp);
  });

  it('stay as they are where only Kubernetes and Fleet have added something', () => {
    const spec = helmOp['spec'] as object;
    const metadata = helmOp['metadata'] as object;
    const there = {
      ...helmOp,
      metadata: { ...metadata, uid: '1', resourceVersion: '7' },
      spec: { ...spec, paused: false },
      status: {},
    };

    expect(plan([labelled('a')], {}, [there]).objects.map(({ change }) => change)).toEqual(['none', 'none']);
  });

  it('change what was changed by hand', () => {
    const spec = helmOp['spec'] as { helm: object };
    const there = { ...helmOp, spec: { ...spec, helm: { ...spec.helm, values: { replicas: 0 } } } };

    expect(plan([labelled('a')], {}, [there]).objects[0]).toMatchObject({
      change: 'update',
      before: { spec: { helm: { values: { replicas: 0 } } } },
    });
  });

  it('take the labels from a cluster that is not named any more, and say what that means', () => {
    const left = plan([labelled('a'), labelled('b')], { selection: { mode: 'named', clusters: ['a'] } }, [helmOp]);

    expect(brief(left)).toEqual(['none HelmOp face-login-sqlite', 'none ClusterLabel a', 'delete ClusterLabel b']);
    expect(left.warnings.join('\n')).toContain(
      'b: left out now; taking the labels away removes the release, so that nobody can log in there until it is installed again; the key and the stored people stay on the cluster',
    );
  });

  it('take the labels from a cluster when others are better', () => {
    const cheap = labelled('b', { labels: { 'face-auth.io/cost': '0' } });

    expect(brief(plan([labelled('a'), cheap], { selection: { mode: 'best', count: 1 } }))).toContain(
      'delete ClusterLabel a',
    );
  });

  it('leave a cluster its labels and its HelmOp while it is only out of reach', () => {
    const lost = labelled('a', { connection: known({ connected: false }) });
    const left = plan([lost], {}, [helmOp]);

    expect(left.objects).toEqual([]);
    expect(left.warnings).toContain('a: not chosen now, but keeps the release until its labels are taken away');
  });

  it('delete a HelmOp of the request that no cluster needs any more, and no other', () => {
    const of = (request: string) => ({
      ...helmOp,
      metadata: { name: `${request}-old`, labels: { 'face-auth.io/request': request, 'face-auth.io/variant': 'old' } },
    });

    expect(brief(plan([labelled('a')], {}, [helmOp, of('face-login'), of('other')]))).toEqual([
      'none HelmOp face-login-sqlite',
      'none ClusterLabel a',
      'delete HelmOp face-login-old',
    ]);
  });

  it('warn of a hostname that no label can carry', () => {
    const { warnings } = plan([site('a')], { hostname: `{cluster}.${'long-name.'.repeat(7)}example.com` });

    expect(warnings.join('\n')).toContain('the hostname of a has more than 63 characters');
  });
});
