import { describe, expect, it } from 'vitest';
import { known, notKnown } from './facts/fact.ts';
import { finishPlan, planPlacement, preparePlan } from './plan-placement.ts';
import type { PlacementRequestInput } from './request/placement-request.ts';
import { clusterFacts, node, NOW, placementRequest, plannerInput } from './testing.ts';

const TLS = { source: 'cert-manager' as const, issuer: { name: 'internal' } };
const site = (name: string, given: Parameters<typeof clusterFacts>[0] = {}) =>
  clusterFacts({ id: `c-${name}`, name, ...given });
const plan = (clusters: ReturnType<typeof site>[], spec: Partial<PlacementRequestInput['spec']> = {}) =>
  planPlacement(plannerInput({ clusters, request: placementRequest({ tls: TLS, ...spec }) }));

const lost = { connection: known({ connected: false }) };
const tainted = {
  nodes: known([node({ taints: [{ key: 'dedicated', value: 'edge', effect: 'NoSchedule' as const }] })]),
};
const silent = { nodes: notKnown('no answer within 10 seconds') };

describe('the standing of a cluster', () => {
  it.each([
    { name: 'passes everything', given: {}, standing: 'fits' },
    { name: 'wants another word in the request', given: tainted, standing: 'adaptable' },
    { name: 'could not be read', given: silent, standing: 'unknown' },
    { name: 'has to change itself', given: lost, standing: 'unfit' },
    {
      name: 'could not be read in part and has to change in another',
      given: { ...silent, kubernetesVersion: known('v1.20.1') },
      standing: 'unfit',
    },
  ])('is $standing where it $name', ({ given, standing }) => {
    expect(plan([site('a', given)]).clusters[0]?.standing).toBe(standing);
  });

  it('orders those that are not chosen, and the total those of one standing', () => {
    const sites = [
      site('lost', lost),
      site('silent', silent),
      site('tainted', tainted),
      site('dear', { labels: { 'face-auth.io/cost': '90' } }),
      site('cheap', { labels: { 'face-auth.io/cost': '10' } }),
      site('middle'),
    ];

    expect(plan(sites, { selection: { mode: 'best', count: 1 } }).clusters.map(({ name }) => name)).toEqual([
      'cheap',
      'middle',
      'dear',
      'tainted',
      'silent',
      'lost',
    ]);
  });

  it('is told in words', () => {
    const { clusters } = plan([site('lost', lost), site('silent', silent), site('tainted', tainted)]);

    expect(Object.fromEntries(clusters.map(({ name, because }) => [name, because]))).toEqual({
      lost: expect.stringMatching(/^it does not fit: /) as string,
      silent: expect.stringMatching(/^it cannot be judged: .*no answer within 10 seconds/) as string,
      tainted: expect.stringMatching(
        /^it would fit with other words in the request: .*dedicated=edge:NoSchedule/,
      ) as string,
    });
  });
});

describe('the total', () => {
  it('is the sum of weight × value, with the weights of the request over those of the scores', () => {
    const [cluster] = plan([site('a')], { weights: { cost: -10, headroom: 0 } }).clusters;
    const weights = Object.fromEntries(cluster?.scores.map(({ score, weight }) => [score, weight]) ?? []);

    expect(weights).toMatchObject({ cost: -10, headroom: 0, stickiness: 5 });
    expect(cluster?.total).toBe(cluster?.scores.reduce((sum, { weight, value }) => sum + weight * value, 0));
  });

  it('is 0, without scores, of what does not fit', () => {
    expect(plan([site('a', tainted)]).clusters[0]).toMatchObject({ total: 0, scores: [] });
  });

  it('changes the choice when a weight changes, with nothing else looked at again', () => {
    const sites = [
      site('busy', {
        labels: { 'face-auth.io/cost': '0' },
        nodes: known([node({ requested: known({ cpu: 3000, memory: 0 }) })]),
      }),
      site('idle'),
    ];
    const prepared = preparePlan(
      plannerInput({ clusters: sites, request: placementRequest({ selection: { mode: 'best', count: 1 } }) }),
    );
    const first = (weights: object) => finishPlan(prepared, { weights }).clusters[0]?.name;

    expect(first({ cost: 10, headroom: 0 })).toBe('busy');
    expect(first({ cost: 0, headroom: 10 })).toBe('idle');
  });
});

it('judges hostnames anew when another selection leaves fewer rivals', () => {
  const twins = [site('shop', { id: 'c-1' }), site('shop', { id: 'c-2' })];
  const prepared = preparePlan(plannerInput({ clusters: twins }));

  expect(finishPlan(prepared).clusters.map((cluster) => cluster.chosen)).toEqual([false, false]);
  expect(finishPlan(prepared, { selection: { mode: 'named', clusters: ['c-1'] } }).clusters[0]?.chosen).toBe(true);
});

describe('a plan warns', () => {
  it('of nothing where all is well', () => {
    expect(plan([site('a')]).warnings).toEqual([]);
  });

  it('of old facts about chosen clusters', () => {
    const sites = [site('a', { readAt: NOW - 25 * 60_000 }), site('b', { readAt: NOW - 5 * 60_000 })];

    expect(plan(sites).warnings).toEqual([
      'the facts of a are up to 25 minutes old: read them again before installing',
    ]);
  });

  it('of a self-signed certificate', () => {
    expect(plan([site('a')], { tls: { source: 'self-signed' } }).warnings.join()).toContain('self-signed');
  });

  it('of a Secret and a volume claim that nobody has looked for', () => {
    const spec = {
      tls: { source: 'secret' as const, secretName: 'login-tls' },
      store: { existingClaim: 'faces' },
      values: { existingSecret: 'login-key' },
    };

    expect(plan([site('a')], spec).warnings).toEqual([
      'nobody has looked whether these are in the namespace face-auth: the Secret login-tls, the volume claim faces, the Secret login-key',
    ]);
    expect(plan([site('a', lost)], spec).warnings).toEqual([]);
  });

  it('of clusters that could not be judged, five by name', () => {
    const sites = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((name) => site(name, silent));
    const [warning] = plan(sites).warnings;

    expect(warning).toMatch(
      /^not everything could be read, so that these were passed over: a \(.*\), b .* and 2 more$/,
    );
  });

  it('of two clusters with one name', () => {
    const twins = [site('a', { id: 'c-1' }), site('a', { id: 'c-2' })];

    expect(plan(twins, { hostname: 'login.{label:x}.example.com' }).warnings).toContain(
      'several clusters are called a: only their ids tell them apart',
    );
  });

  it('of a ring that names a cluster which is not chosen', () => {
    const rings = [{ name: 'rest', share: 'rest' as const, clusters: ['a', 'b'] }];

    expect(plan([site('a')], { rings }).warnings).toEqual(['ring rest names b, which is not chosen']);
  });
});

it('says what the plan is for', () => {
  expect(plan([], { release: { version: '0.2.0', namespace: 'login' } })).toMatchObject({
    name: 'face-login',
    release: { name: 'face-auth', namespace: 'login', chart: 'face-auth', version: '0.2.0' },
    shortfall: { wanted: 1, chosen: 0 },
  });
});
