import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { candidatesOf } from '../candidate.ts';
import type { ClusterFacts } from '../facts/cluster-facts.ts';
import { known } from '../facts/fact.ts';
import type { PlannerInput } from '../planner-input.ts';
import { applyChanges, type Change } from '../remedy.ts';
import { type PlacementRequest, placementRequestSchema } from '../request/placement-request.ts';
import { anyCluster, anyFact, anyRequest } from '../testing/arbitraries.ts';
import { verdictOn } from '../testing/judge.ts';
import { clusterFacts, plannerInput, releaseProfile } from '../testing.ts';
import type { Verdict } from '../verdict.ts';
import { PREDICATES } from './index.ts';

const HOST = 'kubernetes.io/hostname';
type Term = PlacementRequest['spec']['constraints']['podAffinity'][number];

const term: fc.Arbitrary<Term> = fc.record({
  labelSelector: fc.constantFrom<NonNullable<Term['labelSelector']>>(
    { matchLabels: { app: 'till' } },
    { matchLabels: { 'app.kubernetes.io/name': 'face-auth' } },
  ),
  topologyKey: fc.constantFrom(HOST, 'topology.kubernetes.io/zone'),
});
const seldom = <T>(usual: T, ...rare: T[]): fc.Arbitrary<T> =>
  fc.oneof({ weight: 3, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: fc.constantFrom(usual, ...rare) });

/** Further fields than those that the laws about whole plans need, so that every rule has something to refuse. */
const anyFaultyCluster = (id: string): fc.Arbitrary<ClusterFacts> =>
  fc
    .record({
      base: anyCluster(id),
      // Two clusters may have the same name, and one may have none that a hostname can take.
      name: fc.constantFrom('shop', 'shop', id, '店'),
      ingressClasses: anyFact(
        fc.constantFrom(
          [],
          [{ name: 'traefik', isDefault: true, controller: '' }],
          [{ name: 'nginx', isDefault: false, controller: '' }],
        ),
      ),
      gatewayClasses: anyFact(fc.constantFrom([], [{ name: 'envoy', controller: '' }])),
      apiGroups: anyFact(fc.constantFrom([], ['cert-manager.io'])),
      issuers: anyFact(
        fc.constantFrom(
          [],
          [{ kind: 'ClusterIssuer' as const, name: 'internal', namespace: '' }],
          [{ kind: 'Issuer' as const, name: 'own', namespace: 'face-auth' }],
          [{ kind: 'Issuer' as const, name: 'own', namespace: 'shop' }],
        ),
      ),
      hostnames: anyFact(fc.constantFrom([], [{ hostname: 'login.shop.example.com', ingress: 'shop/till' }])),
      namespaces: anyFact(fc.constantFrom([], [{ name: 'face-auth', podSecurity: 'restricted' }])),
      pods: fc.array(
        fc.record({
          namespace: fc.constant('face-auth'),
          labels: fc.constantFrom({ app: 'till' }, { app: 'web' }),
          antiAffinity: fc.array(term, { maxLength: 1 }),
        }),
        { maxLength: 1 },
      ),
    })
    .map(({ base, pods, ...drawn }) => ({
      ...base,
      ...drawn,
      nodes: base.nodes.known
        ? known(
            base.nodes.value.map((node) => ({
              ...node,
              labels: { ...node.labels, [HOST]: node.name },
              pods: known(pods),
            })),
          )
        : base.nodes,
    }));

const anyDemandingRequest: fc.Arbitrary<PlacementRequest> = fc
  .record({
    base: anyRequest,
    hostname: fc.constantFrom(
      'login.{cluster}.example.com',
      'login.example.com',
      'example.com',
      'login.{label:site}.example.com',
      'login.{label:site}.{label:country}.example.com',
    ),
    exposure: fc.record({
      kind: fc.constantFrom('ingress', 'ingress', 'gateway', 'load-balancer', 'node-port'),
      className: seldom('', 'traefik', 'envoy'),
    }),
    tls: fc.constantFrom<PlacementRequest['spec']['tls']>(
      { source: 'self-signed' },
      { source: 'cert-manager', issuer: { name: 'internal', kind: 'ClusterIssuer' } },
      { source: 'cert-manager', issuer: { name: 'own', kind: 'Issuer' } },
    ),
    storageClass: seldom('', 'longhorn', 'fast'),
    loginsPerMinute: seldom(10, 150, 1_000),
    limits: seldom<object>({}, { cpu: '200m' }, { cpu: 1, memory: '128Mi' }),
    requiredLabels: seldom<PlacementRequest['spec']['constraints']['requiredLabels']>(
      [],
      [{ key: 'country', operator: 'In', values: ['ch', 'de'] }],
      [
        { key: 'country', operator: 'In', values: ['ch'] },
        { key: 'country', operator: 'In', values: ['de'] },
      ],
      [{ key: 'face-auth.io/role', operator: 'NotIn', values: ['edge'] }],
      [{ key: 'face-auth.io/role', operator: 'Exists' }],
    ),
    nodeAffinity: seldom<PlacementRequest['spec']['constraints']['nodeAffinity']>(
      undefined,
      [{ matchExpressions: [{ key: 'disk', operator: 'In', values: ['ssd'] }] }],
      [
        { matchExpressions: [{ key: 'gpu', operator: 'Exists' }] },
        { matchExpressions: [{ key: 'cores', operator: 'Gt', values: ['7'] }] },
      ],
    ),
    nodeSelector: seldom<Record<string, string>>({}, { disk: 'ssd' }, { disk: 'ssd', gpu: 'yes' }),
    podAffinity: fc.oneof(
      { weight: 5, arbitrary: fc.constant<Term[]>([]) },
      { weight: 1, arbitrary: fc.array(term, { maxLength: 1 }) },
    ),
    podAntiAffinity: fc.oneof(
      { weight: 5, arbitrary: fc.constant<Term[]>([]) },
      { weight: 1, arbitrary: fc.array(term, { maxLength: 2 }) },
    ),
  })
  .map(({ base, hostname, exposure, tls, storageClass, loginsPerMinute, limits, nodeAffinity, ...constraints }) => ({
    ...base,
    spec: {
      ...base.spec,
      hostname,
      exposure,
      tls,
      load: { loginsPerMinute },
      values: { resources: { limits } },
      store: { ...base.spec.store, storageClass },
      constraints: { ...base.spec.constraints, ...constraints, ...(nodeAffinity && { nodeAffinity }) },
    },
  }));

const anyInput: fc.Arbitrary<PlannerInput> = fc
  .record({
    clusters: fc.tuple(anyFaultyCluster('c-1'), anyFaultyCluster('c-2'), anyFaultyCluster('c-3')),
    request: anyDemandingRequest,
    profile: fc.constantFrom(
      releaseProfile(),
      releaseProfile({
        stores: [{ kind: 'sqlite', maxReplicas: 1, needsVolume: true, cpuFeatures: {} }],
        exposures: ['ingress'],
        podSecurity: 'baseline',
      }),
    ),
  })
  .map(plannerInput);

/** Every verdict that does not pass, whether or not it waits for another. */
function* obstacles(
  input: PlannerInput,
): Generator<{ cluster: string; predicate: string; verdict: Verdict & { state: 'fail' | 'unknown' } }> {
  for (const candidate of candidatesOf(input)) {
    for (const predicate of PREDICATES) {
      const verdict = predicate.check(candidate);
      if (verdict.state !== 'pass') yield { cluster: candidate.cluster.id, predicate: predicate.id, verdict };
    }
  }
}

describe('a remedy with changes', () => {
  it('is true: with all of them made, the rule passes', () => {
    fc.assert(
      fc.property(anyInput, (input) => {
        for (const { cluster, predicate, verdict } of obstacles(input)) {
          if (verdict.remedy.changes.length === 0) continue;
          const after = applyChanges(input, cluster, verdict.remedy.changes);
          expect({ predicate, ...verdictOn(after, cluster, predicate) }).toMatchObject({ predicate, state: 'pass' });
        }
      }),
      { numRuns: 1_000, seed: 6 },
    );
  }, 60_000);

  it('leaves a request that the schema takes', () => {
    fc.assert(
      fc.property(anyInput, (input) => {
        for (const { cluster, verdict } of obstacles(input)) {
          const { request } = applyChanges(input, cluster, verdict.remedy.changes);
          expect(placementRequestSchema.safeParse(JSON.parse(JSON.stringify(request))).error).toBeUndefined();
        }
      }),
      { numRuns: 100, seed: 6 },
    );
  });

  it('is there for every rule and every kind of change that can be said in data', () => {
    const kinds = new Set<Change['kind']>();
    const rules = new Set<string>();
    for (const input of fc.sample(anyInput, { numRuns: 400, seed: 6 })) {
      for (const { predicate, verdict } of obstacles(input)) {
        for (const { kind } of verdict.remedy.changes) kinds.add(kind);
        if (verdict.remedy.changes.length > 0) rules.add(predicate);
      }
    }

    expect([...kinds].sort()).toEqual([
      'add-toleration',
      'free',
      'label-cluster',
      'label-node',
      'set-request',
      'uncordon',
    ]);
    expect([...rules].sort()).toEqual([
      'exposure',
      'hostname',
      'labels',
      'limits',
      'node-set',
      'region',
      'release-name',
      'role',
      'room',
      'secure-origin',
      'store',
    ]);
  });

  it('says in words what to do, with or without changes', () => {
    fc.assert(
      fc.property(anyInput, (input) => {
        for (const { verdict } of obstacles(input)) expect(verdict.remedy.text).toMatch(/^\S.*[^.\s]$/);
      }),
      { numRuns: 100, seed: 6 },
    );
  });
});

describe('applyChanges', () => {
  it('changes one cluster and nothing in place', () => {
    const input = plannerInput({ clusters: [clusterFacts(), clusterFacts({ id: 'c-m-2' })] });
    const copy = structuredClone(input);
    const after = applyChanges(input, 'c-m-2', [
      { kind: 'label-cluster', key: 'a', value: 'b' },
      { kind: 'free', node: 'node-1', resources: { cpu: 400 } },
      { kind: 'set-request', path: ['store', 'kind'], value: 'sqlite' },
    ]);

    expect(input).toEqual(copy);
    expect(after.clusters[0]).toBe(input.clusters[0]);
    expect(after.clusters[1]).toMatchObject({
      labels: { a: 'b' },
      nodes: { value: [{ requested: { value: { cpu: 600 } } }] },
    });
    expect(after.request.spec.store).toEqual({ ...input.request.spec.store, kind: 'sqlite' });
  });

  it('takes the taint of a cordon away with it', () => {
    const taints = [{ key: 'node.kubernetes.io/unschedulable', value: '', effect: 'NoSchedule' }] as const;
    const [cluster] = plannerInput().clusters;
    const nodes = cluster?.nodes.known
      ? cluster.nodes.value.map((node) => ({ ...node, schedulable: false, taints }))
      : [];
    const input = plannerInput({ clusters: [clusterFacts({ nodes: known(nodes) })] });

    expect(applyChanges(input, 'c-m-1', [{ kind: 'uncordon', node: 'node-1' }]).clusters[0]).toMatchObject({
      nodes: { value: [{ schedulable: true, taints: [] }] },
    });
  });
});
