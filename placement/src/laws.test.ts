import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { faceAuthProfile } from './face-auth-profile.ts';
import type { ClusterFacts, NodeFacts } from './facts/cluster-facts.ts';
import { known, mapFact } from './facts/fact.ts';
import { merged } from './objects/merged.ts';
import type { Plan } from './plan.ts';
import { type Choice, finishPlan, planPlacement, preparePlan } from './plan-placement.ts';
import type { PlannerInput } from './planner-input.ts';
import type { PlacementRequest } from './request/placement-request.ts';
import { clusterFacts, plannerInput, releaseProfile } from './testing.ts';
import { anyCluster, anyFleet, anyNodes, anyRequest, REGION, ZONE } from './testing/arbitraries.ts';

const withSpec = (request: PlacementRequest, spec: Partial<PlacementRequest['spec']>): PlacementRequest => ({
  ...request,
  spec: { ...request.spec, ...spec },
});

const anyLimit = (label: string) =>
  fc.record(
    { label: fc.constant(label), atMost: fc.integer({ min: 1, max: 3 }), atLeast: fc.integer({ min: 1, max: 2 }) },
    { requiredKeys: ['label'] },
  );
const anyChoice: fc.Arbitrary<Choice> = fc.oneof(
  fc.constant<Choice>({ selection: { mode: 'all' } }),
  fc
    .subarray(['c-1', 'c-2', 'c-3', 'c-9'], { minLength: 1 })
    .map((clusters): Choice => ({ selection: { mode: 'named', clusters } })),
  fc.record<Choice>({
    selection: fc.record({ mode: fc.constant('best' as const), count: fc.integer({ min: 1, max: 4 }) }),
    spread: fc.constantFrom([], [REGION], [REGION, ZONE]).chain((labels) => fc.tuple(...labels.map(anyLimit))),
    weights: fc.record({ headroom: fc.integer({ min: -10, max: 10 }), cost: fc.integer({ min: -10, max: 10 }) }),
  }),
);

const anyInput: fc.Arbitrary<PlannerInput> = fc
  .record({ request: anyRequest, clusters: anyFleet(), choice: anyChoice, fleet: fc.boolean() })
  .map(({ request, clusters, choice, fleet }) =>
    plannerInput({
      request: withSpec(request, choice),
      clusters,
      ...(fleet && {
        delivery: { kind: 'fleet', workspace: 'fleet-default', repository: 'https://charts.example.com', helmOps: [] },
      }),
    }),
  );

const fitting = ({ clusters }: Plan) => clusters.filter(({ standing }) => standing === 'fits').map(({ id }) => id);
const chosen = ({ clusters }: Plan) => clusters.filter((cluster) => cluster.chosen);
const fitsOf = (request: PlacementRequest, clusters: readonly ClusterFacts[]) =>
  fitting(planPlacement(plannerInput({ request, clusters })));
const changeNodes = (cluster: ClusterFacts, change: (node: NodeFacts) => NodeFacts): ClusterFacts => ({
  ...cluster,
  nodes: mapFact(cluster.nodes, (nodes) => nodes.map(change)),
});

describe('a plan', () => {
  it('is the same in whatever order facts come', () => {
    const shuffled = anyInput.chain((input) =>
      fc
        .tuple(
          fc.shuffledSubarray([...input.clusters], { minLength: input.clusters.length }),
          fc.array(fc.nat(), { minLength: 4, maxLength: 4 }),
        )
        .map(([clusters, keys]) => ({
          input,
          other: { ...input, clusters: clusters.map((cluster) => withOtherOrder(cluster, keys)) },
        })),
    );
    fc.assert(
      fc.property(shuffled, ({ input, other }) => {
        expect(planPlacement(other)).toEqual(planPlacement(input));
      }),
    );
  });

  it('speaks of every cluster once, and chooses only what passes every predicate', () => {
    fc.assert(
      fc.property(anyInput, (input) => {
        const plan = planPlacement(input);

        expect(plan.clusters.map(({ id }) => id).sort()).toEqual(input.clusters.map(({ id }) => id).sort());
        for (const cluster of chosen(plan))
          expect(cluster.verdicts.filter(({ state }) => state !== 'pass')).toEqual([]);
      }),
    );
  });

  it('puts every chosen cluster into one variant and one ring, and no other', () => {
    fc.assert(
      fc.property(anyInput, (input) => {
        const plan = planPlacement(input);
        const ids = chosen(plan)
          .map(({ id }) => id)
          .sort();

        expect(plan.variants.flatMap(({ clusters }) => clusters).sort()).toEqual(ids);
        expect(plan.rings.flatMap(({ clusters }) => clusters).sort()).toEqual(ids);
      }),
    );
  });

  it('never chooses more than the best so many, and never outside the spread', () => {
    fc.assert(
      fc.property(anyInput, (input) => {
        const { selection, spread } = input.request.spec;
        fc.pre(selection.mode === 'best');
        const plan = planPlacement(input);
        const places = (label: string) =>
          chosen(plan).map(({ id }) => input.clusters.find((cluster) => cluster.id === id)?.labels[label]);

        expect(chosen(plan).length).toBeLessThanOrEqual(selection.count);
        expect(plan.shortfall === undefined).toBe(chosen(plan).length === selection.count);
        if (chosen(plan).length === 0) return;
        for (const { label, atMost = Infinity, atLeast = 0 } of spread) {
          const values = [...new Set(places(label))];
          const most = Math.max(...values.map((value) => places(label).filter((other) => other === value).length));
          expect(values).not.toContain(undefined);
          expect(values.length).toBeGreaterThanOrEqual(atLeast);
          expect(most).toBeLessThanOrEqual(atMost);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('is the same when it is finished from prepared clusters with another choice', () => {
    fc.assert(
      fc.property(anyInput, anyChoice, (input, choice) => {
        const again = { ...input, request: withSpec(input.request, choice) };

        expect(finishPlan(preparePlan(input), choice)).toEqual(planPlacement(again));
      }),
    );
  });

  it('changes nothing but names when clusters are renamed, their order kept', () => {
    fc.assert(
      fc.property(anyInput, (input) => {
        fc.pre(input.request.spec.selection.mode !== 'named');
        const renamed = {
          ...input,
          clusters: input.clusters.map((cluster) => ({ ...cluster, name: `site-${cluster.name}` })),
        };
        const shape = (plan: Plan) =>
          plan.clusters.map(({ id, chosen: isChosen, standing, total, verdicts, scores, nodes, variant, ring }) => ({
            id,
            isChosen,
            standing,
            total,
            states: verdicts.map(({ predicate, state }) => [predicate, state]),
            values: scores.map(({ value }) => value),
            nodes,
            variant,
            ring,
          }));

        expect(shape(planPlacement(renamed))).toEqual(shape(planPlacement(input)));
      }),
    );
  });
});

/** Rancher puts `global` into the values of what it installs through its own page. */
const asApplied = (cluster: ClusterFacts, plan: Plan, ranchers: object): ClusterFacts => {
  const made = plan.objects.find((object) => object.cluster === cluster.id)?.after as
    { chart: string; version: string; values: Record<string, unknown> } | undefined;
  if (!made) return cluster;
  const { namespace, name } = plan.release;
  const values = merged(ranchers as Record<string, unknown>, made.values);
  return { ...cluster, releases: known([{ ...made, namespace, name, status: 'deployed', values }]) };
};

describe('a plan that was carried out', () => {
  it('comes to rest: the next one has nothing to do', () => {
    const anyGlobal = fc.constantFrom({}, { global: { cattle: { systemDefaultRegistry: 'registry.example.com' } } });
    const anyRanchers = fc.constantFrom({}, { global: { cattle: { clusterId: 'c-1', rkePathPrefix: '' } } });
    fc.assert(
      fc.property(anyRequest, anyFleet(), anyGlobal, anyRanchers, (drawn, clusters, values, ranchers) => {
        const request = withSpec(drawn, { values });
        const first = planPlacement(plannerInput({ request, clusters }));
        const applied = clusters.map((cluster) => asApplied(cluster, first, ranchers));
        const { objects } = planPlacement(plannerInput({ request, clusters: applied }));

        expect(objects).toHaveLength(first.objects.length);
        expect(objects.filter(({ change }) => change !== 'none')).toEqual([]);
      }),
    );
  });
});

describe('what fits', () => {
  /** Names are unique, and the hostname has the name in it: a newcomer that takes another's hostname is another matter. */
  it('is not lost when a cluster joins the fleet', () => {
    fc.assert(
      fc.property(anyRequest, anyFleet(), anyCluster('c-0'), (request, clusters, newcomer) => {
        expect(fitsOf(request, [newcomer, ...clusters])).toEqual(expect.arrayContaining(fitsOf(request, clusters)));
      }),
    );
  });

  it('is not lost when every capacity is doubled', () => {
    fc.assert(
      fc.property(anyRequest, anyFleet(), (request, clusters) => {
        const doubled = clusters.map((cluster) =>
          changeNodes(cluster, (one) => ({
            ...one,
            allocatable: {
              ...one.allocatable,
              cpu: 2 * one.allocatable.cpu,
              memory: 2 * one.allocatable.memory,
              pods: 2 * (one.allocatable['pods'] ?? 0),
            },
          })),
        );
        expect(fitsOf(request, doubled)).toEqual(expect.arrayContaining(fitsOf(request, clusters)));
      }),
    );
  });

  it('passes what it passed when there is more room, or another node', () => {
    fc.assert(
      fc.property(anyRequest, anyFleet(3), anyNodes, (request, clusters, more) => {
        const before = planPlacement(plannerInput({ request, clusters }));
        const added = more.map((one, index) => ({
          ...one,
          name: `new-${index}`,
          requested: known({ cpu: 0, memory: 0, pods: 0 }),
          labels: {},
        }));
        const after = planPlacement(
          plannerInput({
            request,
            clusters: clusters.map((cluster) => ({
              ...cluster,
              nodes: mapFact(cluster.nodes, (nodes) => [...nodes, ...added]),
            })),
          }),
        );
        const failed = new Set(
          after.clusters.flatMap(({ id, verdicts }) =>
            verdicts.filter(({ state }) => state === 'fail').map(({ predicate }) => `${id} ${predicate}`),
          ),
        );
        const passed = before.clusters.flatMap(({ id, verdicts }) =>
          verdicts.filter(({ state }) => state === 'pass').map(({ predicate }) => `${id} ${predicate}`),
        );

        expect(passed.filter((one) => failed.has(one))).toEqual([]);
      }),
    );
  });

  /** With `auto` and a chart of several stores more pods get another store, which may need less of a cluster. */
  it.each([
    { profile: faceAuthProfile, kinds: ['auto', 'sqlite'] as const, name: 'the chart as it is' },
    {
      profile: releaseProfile(),
      kinds: ['sqlite', 'mongodb-external', 'mongodb-bundled'] as const,
      name: 'a chart of several stores, one of them asked for',
    },
  ])('does not become less when fewer replicas are asked for, with $name', ({ profile, kinds }) => {
    fc.assert(
      fc.property(
        anyRequest,
        anyFleet(),
        fc.constantFrom(...kinds),
        fc.constantFrom([1, 2], [1, 3], [2, 3]),
        (request, clusters, kind, [fewer = 1, more = 1]) => {
          const fits = (replicas: number) => {
            const asked = withSpec(request, { availability: { replicas }, store: { ...request.spec.store, kind } });
            return fitting(planPlacement(plannerInput({ request: asked, clusters, profile })));
          };

          expect(fits(fewer)).toEqual(expect.arrayContaining(fits(more)));
        },
      ),
    );
  });

  it('is something in the worlds of these laws', () => {
    const plans = fc.sample(anyInput, { numRuns: 200, seed: 1 }).map(planPlacement);

    expect(plans.filter((plan) => fitting(plan).length > 1).length).toBeGreaterThan(20);
    expect(
      plans.filter(({ clusters }) => clusters.some(({ standing }) => standing === 'unfit')).length,
    ).toBeGreaterThan(20);
  });
});

describe('two clusters that would answer to one name', () => {
  it('do not fit, and one of them alone does', () => {
    const twins = [clusterFacts({ id: 'a', name: 'shop' }), clusterFacts({ id: 'b', name: 'shop' })];

    expect(fitting(planPlacement(plannerInput({ clusters: twins })))).toEqual([]);
    expect(fitting(planPlacement(plannerInput({ clusters: twins.slice(1) })))).toEqual(['b']);
  });
});

/** Nodes, and everything else that is a list, by drawn keys. */
function withOtherOrder(cluster: ClusterFacts, keys: readonly number[]): ClusterFacts {
  const shuffle = <T>(list: readonly T[]): T[] =>
    list
      .map((item, index) => ({ item, key: keys[index % keys.length] ?? 0, index }))
      .sort((a, b) => a.key - b.key || b.index - a.index)
      .map(({ item }) => item);
  return {
    ...cluster,
    nodes: mapFact(cluster.nodes, shuffle),
    storageClasses: mapFact(cluster.storageClasses, shuffle),
    ingressClasses: mapFact(cluster.ingressClasses, shuffle),
    releases: mapFact(cluster.releases, shuffle),
  };
}
