import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { NodeFacts, PodFacts } from '../facts/cluster-facts.ts';
import { known, notKnown } from '../facts/fact.ts';
import { isPossible, mostPods } from '../testing/brute-force-packer.ts';
import { node, podShape } from '../testing.ts';
import { packPods, type PackingResult, type RefusalCause } from './pack-pods.ts';
import type { PodAffinityTerm } from './pod-affinity.ts';
import type { PodShape } from './pod-shape.ts';

const HOST = 'kubernetes.io/hostname';
const ZONE = 'topology.kubernetes.io/zone';
const RACK = 'rack';
const ours = { app: 'face' };

const shape = (given: Partial<PodShape> = {}): PodShape =>
  podShape({ labels: ours, requests: { cpu: 250, memory: 100 }, ...given });

/** A node with room for so many of `shape()`. */
function roomy(name: string, pods: number, given: Partial<NodeFacts> = {}): NodeFacts {
  return node({
    name,
    labels: { [HOST]: name },
    allocatable: { cpu: 250 * pods, memory: 100 * pods, pods: 110 },
    requested: known({ cpu: 0, memory: 0, pods: 0 }),
    ...given,
  });
}

const inZone = (name: string, zone: string, pods: number, given: Partial<NodeFacts> = {}) =>
  roomy(name, pods, { labels: { [HOST]: name, [ZONE]: zone }, ...given });
const term = (topologyKey: string, matchLabels: Record<string, string> = ours): PodAffinityTerm => ({
  labelSelector: { matchLabels },
  topologyKey,
});
const till = (given: Partial<PodFacts> = {}): PodFacts => ({
  namespace: 'shop',
  labels: { app: 'till' },
  antiAffinity: [],
  ...given,
});

function causes(result: PackingResult): Record<string, RefusalCause> {
  return result.fits ? {} : Object.fromEntries(result.refusals.map(({ node: name, cause }) => [name, cause]));
}

describe('packPods', () => {
  it('spreads pods over the nodes that have room, by name', () => {
    const nodes = [roomy('c', 3), roomy('a', 1), roomy('b', 2)];

    expect(packPods(nodes, shape(), 5)).toEqual({ fits: true, nodes: ['a', 'b', 'b', 'c', 'c'] });
  });

  it('says how many find a node and what each node is short of', () => {
    expect(packPods([roomy('a', 1), roomy('b', 0)], shape(), 3)).toEqual({
      fits: false,
      placed: 1,
      refusals: [
        {
          node: 'a',
          cause: 'resources',
          reason: 'a is short of 250m CPU and 100 B memory',
          missing: { cpu: 250, memory: 100 },
        },
        {
          node: 'b',
          cause: 'resources',
          reason: 'b is short of 250m CPU and 100 B memory',
          missing: { cpu: 250, memory: 100 },
        },
      ],
    });
  });

  it('counts a node without a place for a pod as full, whatever else is free', () => {
    const full = roomy('a', 9, { requested: known({ cpu: 0, memory: 0, pods: 110 }) });

    expect(packPods([full], shape(), 1)).toMatchObject({
      refusals: [{ cause: 'too-many-pods', reason: 'a is short of one place for a pod', missing: { pods: 1 } }],
    });
  });

  it('asks for extended resources and ephemeral storage too', () => {
    const gpu = shape({ requests: { cpu: 250, memory: 100, 'nvidia.com/gpu': 1, 'ephemeral-storage': 1024 } });
    const allocatable = { cpu: 1000, memory: 1000, pods: 9, 'nvidia.com/gpu': 1, 'ephemeral-storage': 1023 };

    expect(packPods([roomy('a', 1, { allocatable })], gpu, 1)).toMatchObject({
      refusals: [{ cause: 'resources', missing: { 'ephemeral-storage': 1 } }],
    });
    expect(packPods([roomy('a', 1, { allocatable: { ...allocatable, 'ephemeral-storage': 1024 } })], gpu, 1).fits).toBe(
      true,
    );
  });

  it('does not mind what is overcommitted as long as the pod does not ask for it', () => {
    const over = roomy('a', 1, { requested: known({ cpu: 0, memory: 0, pods: 0, 'nvidia.com/gpu': 4 }) });

    expect(packPods([over], shape(), 1).fits).toBe(true);
  });

  it.each<{ cause: RefusalCause; given: Partial<NodeFacts>; pod?: Partial<PodShape> }>([
    { cause: 'os', given: { os: 'windows' } },
    { cause: 'architecture', given: { architecture: 'riscv64' } },
    {
      cause: 'cpu-features',
      given: { labels: { 'feature.node.kubernetes.io/cpu-cpuid.SSE4': 'true' } },
      pod: { cpuFeatures: { amd64: ['AVX'] } },
    },
    { cause: 'not-ready', given: { ready: false } },
    { cause: 'cordoned', given: { schedulable: false } },
    { cause: 'taint', given: { taints: [{ key: 'dedicated', value: 'edge', effect: 'NoExecute' }] } },
    { cause: 'node-selector', given: {}, pod: { nodeSelector: { disk: 'ssd' } } },
    { cause: 'node-affinity', given: {}, pod: { nodeAffinity: { requiredTerms: [] } } },
  ])('refuses a node for its $cause', ({ cause, given, pod }) => {
    expect(causes(packPods([roomy('a', 1, given)], shape(pod), 1))).toEqual({ a: cause });
  });

  it('takes a processor of which nobody has said what it can do', () => {
    expect(packPods([roomy('a', 1)], shape({ cpuFeatures: { amd64: ['AVX'] } }), 1).fits).toBe(true);
  });

  it('puts a pod that tolerates the cordon on a cordoned node, as the scheduler does', () => {
    const cordoned = roomy('a', 1, {
      schedulable: false,
      taints: [{ key: 'node.kubernetes.io/unschedulable', value: '', effect: 'NoSchedule' }],
    });
    const tolerations = [{ key: 'node.kubernetes.io/unschedulable', operator: 'Exists' }];

    expect(causes(packPods([cordoned], shape(), 1))).toEqual({ a: 'cordoned' });
    expect(packPods([cordoned], shape({ tolerations }), 1).fits).toBe(true);
  });

  it('keeps pods apart by node and by zone', () => {
    const nodes = [inZone('a1', 'a', 2), inZone('a2', 'a', 2), inZone('b1', 'b', 2)];
    const byNode = shape({ podAntiAffinity: [term(HOST)] });
    const byZone = shape({ podAntiAffinity: [term(ZONE)] });

    expect(packPods(nodes, byNode, 3)).toEqual({ fits: true, nodes: ['a1', 'a2', 'b1'] });
    expect(packPods(nodes, byZone, 3)).toMatchObject({ placed: 2 });
    expect(causes(packPods(nodes, byZone, 3))).toEqual({
      a1: 'pod-anti-affinity',
      a2: 'pod-anti-affinity',
      b1: 'pod-anti-affinity',
    });
  });

  it('does not keep pods apart on nodes without the label', () => {
    expect(packPods([roomy('a', 2, { labels: {} })], shape({ podAntiAffinity: [term(ZONE)] }), 2).fits).toBe(true);
  });

  it('stays away from pods that are there, and from those that want to be away from it', () => {
    const there = inZone('a1', 'a', 2, { pods: known([till()]) });
    const averse = inZone('a1', 'a', 2, {
      pods: known([till({ antiAffinity: [{ ...term(ZONE), namespaces: ['face-auth'] }] })]),
    });
    const away = shape({ podAntiAffinity: [{ ...term(ZONE, { app: 'till' }), namespaces: ['shop'] }] });

    expect(causes(packPods([there, inZone('a2', 'a', 2)], away, 1))).toEqual({
      a1: 'pod-anti-affinity',
      a2: 'pod-anti-affinity',
    });
    expect(causes(packPods([averse, inZone('a2', 'a', 2)], shape(), 1))).toEqual({
      a1: 'pod-anti-affinity',
      a2: 'pod-anti-affinity',
    });
    expect(packPods([averse, inZone('b1', 'b', 2)], shape(), 1)).toEqual({ fits: true, nodes: ['b1'] });
  });

  it('takes a term without namespaces to mean the namespace of the pod that has it', () => {
    const averse = roomy('a', 1, { pods: known([till({ antiAffinity: [term(HOST)] })]) });

    expect(packPods([averse], shape(), 1).fits).toBe(true);
    expect(packPods([averse], shape({ namespace: 'shop' }), 1).fits).toBe(false);
  });

  it('goes near the pods that it wants to be near', () => {
    const near = shape({ podAffinity: [{ ...term(ZONE, { app: 'till' }), namespaces: ['shop'] }] });
    const nodes = [inZone('a1', 'a', 2), inZone('b1', 'b', 2, { pods: known([till()]) }), inZone('b2', 'b', 2)];

    expect(packPods(nodes, near, 3)).toEqual({ fits: true, nodes: ['b1', 'b1', 'b2'] });
    expect(causes(packPods(nodes.slice(0, 1), near, 1))).toEqual({ a1: 'pod-affinity' });
  });

  it('lets the first pod of a group go anywhere, and finds the place that holds them all', () => {
    const group = shape({ podAffinity: [term(ZONE)] });
    const nodes = [inZone('a1', 'a', 1), inZone('b1', 'b', 1), inZone('b2', 'b', 2)];

    expect(packPods(nodes, group, 3)).toEqual({ fits: true, nodes: ['b1', 'b2', 'b2'] });
    expect(packPods(nodes, group, 4)).toMatchObject({ fits: false, placed: 3 });
  });

  it('finds the one way between two kinds of place that cross', () => {
    const labels = (zone: string, rack: string) => ({ labels: { [ZONE]: zone, [RACK]: rack } });
    const nodes = [roomy('a', 1, labels('1', 'x')), roomy('b', 1, labels('1', 'y')), roomy('c', 1, labels('2', 'x'))];
    const apart = shape({ podAntiAffinity: [term(ZONE), term(RACK)] });

    expect(packPods(nodes, apart, 2)).toEqual({ fits: true, nodes: ['b', 'c'] });
  });

  it('spreads evenly over zones, and counts a zone that it cannot use', () => {
    const even = shape({ spread: [{ topologyKey: ZONE, maxSkew: 1, labelSelector: { matchLabels: ours } }] });
    const tainted = inZone('b1', 'b', 9, { taints: [{ key: 'gpu', value: '', effect: 'NoSchedule' }] });

    expect(packPods([inZone('a1', 'a', 9), inZone('b1', 'b', 9)], even, 4)).toEqual({
      fits: true,
      nodes: ['a1', 'a1', 'b1', 'b1'],
    });
    expect(causes(packPods([inZone('a1', 'a', 9), tainted], even, 2))).toEqual({ a1: 'spread', b1: 'taint' });
  });

  it('does not count a zone that the node selector leaves out', () => {
    const even = shape({
      spread: [{ topologyKey: ZONE, maxSkew: 1, labelSelector: { matchLabels: ours } }],
      nodeSelector: { [ZONE]: 'a' },
    });

    expect(packPods([inZone('a1', 'a', 9), inZone('b1', 'b', 9)], even, 3)).toMatchObject({ fits: true });
  });

  it('counts no zone of a node that lacks the label of another spread', () => {
    const labelSelector = { matchLabels: ours };
    const even = shape({
      spread: [ZONE, RACK].map((topologyKey) => ({
        topologyKey,
        maxSkew: topologyKey === ZONE ? 1 : 9,
        labelSelector,
      })),
    });
    const a = roomy('a', 9, { labels: { [ZONE]: 'a', [RACK]: 'x' } });
    const withoutRack = inZone('b', 'b', 9);

    expect(packPods([a, withoutRack], even, 3)).toMatchObject({ fits: true });
  });

  it('puts nothing on a node whose pods are not known', () => {
    expect(packPods([roomy('a', 1, { requested: notKnown('no answer') })], shape(), 1).fits).toBe(false);
  });

  it('gives up after some thousand tries instead of thinking for ever', () => {
    const nodes = Array.from({ length: 60 }, (_, index) =>
      roomy(`n${index}`, 1, {
        labels: { [ZONE]: `z${index % 7}`, [RACK]: `r${(index * index) % 11}`, row: `w${index % 5}` },
      }),
    );
    const apart = shape({ podAntiAffinity: [term(ZONE), term(RACK), term('row')] });
    const before = performance.now();

    expect(packPods(nodes, apart, 6).fits).toBe(false);
    expect(performance.now() - before).toBeLessThan(5_000);
  });
});

describe('packPods beside all orders of all assignments', () => {
  const values = fc.constantFrom('1', '2');
  const anyTerm = fc
    .record({
      labels: fc.constantFrom<Record<string, string>>(ours, { app: 'till' }, {}),
      topologyKey: fc.constantFrom(HOST, ZONE, RACK),
      namespaces: fc.constantFrom<string[]>([], ['shop'], ['face-auth', 'shop']),
    })
    .map(({ labels, topologyKey, namespaces }) => ({ ...term(topologyKey, labels), namespaces }));
  const few = <T>(each: fc.Arbitrary<T>, maxLength = 1) =>
    fc.oneof({ weight: 2, arbitrary: fc.constant<T[]>([]) }, { weight: 1, arbitrary: fc.array(each, { maxLength }) });
  const anyPod = fc.record({
    namespace: fc.constantFrom('shop', 'face-auth'),
    labels: fc.constantFrom<Record<string, string>>(ours, { app: 'till' }, {}),
    antiAffinity: few(anyTerm),
    count: fc.constantFrom(1, 1, 2),
  });
  const anyNodeNamed = (name: string) =>
    fc
      .record({
        zone: fc.option(values),
        rack: fc.option(values),
        pods: few(anyPod, 2),
        room: fc.integer({ min: 0, max: 3 }),
        places: fc.integer({ min: 0, max: 6 }),
        tainted: fc.constantFrom(false, false, false, true),
        schedulable: fc.constantFrom(true, true, true, true, false),
        architecture: fc.constantFrom('amd64', 'arm64', 'amd64', 'riscv64'),
      })
      .map(({ zone, rack, pods, room, places, tainted, schedulable, architecture }) =>
        roomy(name, room, {
          labels: {
            [HOST]: name,
            ...(zone === null ? {} : { [ZONE]: zone }),
            ...(rack === null ? {} : { [RACK]: rack }),
          },
          pods: known(pods),
          allocatable: { cpu: 250 * room + 100, memory: 100 * room, pods: places },
          taints: tainted ? [{ key: 'gpu', value: '', effect: 'NoSchedule' }] : [],
          schedulable,
          architecture,
        }),
      );
  const anyNodes = fc
    .integer({ min: 0, max: 4 })
    .chain((count) => fc.tuple(...['a', 'b', 'c', 'd'].slice(0, count).map(anyNodeNamed)));
  const anyShape = fc
    .record({
      podAffinity: few(anyTerm, 2),
      podAntiAffinity: few(anyTerm, 2),
      spread: few(
        fc.record({
          topologyKey: fc.constantFrom(HOST, ZONE, RACK),
          maxSkew: fc.constantFrom(1, 2),
          labelSelector: fc.constantFrom({ matchLabels: ours }, { matchLabels: {} }, { matchLabels: { app: 'till' } }),
        }),
        2,
      ),
      tolerations: fc.constantFrom([], [], [{ operator: 'Exists' }], [{ key: 'gpu', operator: 'Exists' }]),
      nodeSelector: fc.constantFrom<Record<string, string>>({}, {}, { [ZONE]: '1' }),
      nodeAffinity: fc.constantFrom(
        {},
        {},
        { requiredTerms: [{ matchExpressions: [{ key: ZONE, operator: 'In', values: ['1', '2'] }] }] },
      ),
    })
    .map(shape);

  it('finds as many places, never more, and such that the scheduler could have come there', () => {
    fc.assert(
      fc.property(anyNodes, anyShape, fc.integer({ min: 1, max: 4 }), (nodes, pod, count) => {
        const result = packPods(nodes, pod, count);

        expect(result.fits ? count : result.placed).toBe(mostPods(nodes, pod, count));
        if (result.fits) expect(isPossible(nodes, pod, result.nodes)).toBe(true);
      }),
      { numRuns: 4_000, seed: 6 },
    );
  });

  it('never puts more on a node than it has room for', () => {
    fc.assert(
      fc.property(anyNodes, anyShape, fc.integer({ min: 1, max: 6 }), (nodes, pod, count) => {
        const result = packPods(nodes, pod, count);
        for (const { name, allocatable } of nodes) {
          const here = result.fits ? result.nodes.filter((each) => each === name).length : 0;
          expect(here * 250).toBeLessThanOrEqual(allocatable.cpu);
          expect(here * 100).toBeLessThanOrEqual(allocatable.memory);
          expect(here).toBeLessThanOrEqual(allocatable['pods'] ?? 0);
        }
      }),
      { numRuns: 1_000, seed: 6 },
    );
  });

  const placedOf = (result: PackingResult, count: number) => (result.fits ? count : result.placed);
  const withRoom = (nodes: readonly NodeFacts[], more: (amount: number) => number) =>
    nodes.map((each) => ({
      ...each,
      allocatable: {
        cpu: more(each.allocatable.cpu),
        memory: more(each.allocatable.memory),
        pods: more(each.allocatable['pods'] ?? 0),
      },
    }));

  it('never loses by more room', () => {
    fc.assert(
      fc.property(anyNodes, anyShape, fc.integer({ min: 1, max: 4 }), fc.nat(500), (nodes, pod, count, more) => {
        const before = placedOf(packPods(nodes, pod, count), count);
        const larger = packPods(
          withRoom(nodes, (amount) => amount + more),
          pod,
          count,
        );
        const doubled = packPods(
          withRoom(nodes, (amount) => 2 * amount),
          pod,
          count,
        );

        expect(placedOf(larger, count)).toBeGreaterThanOrEqual(before);
        expect(placedOf(doubled, count)).toBeGreaterThanOrEqual(before);
      }),
      { numRuns: 500, seed: 6 },
    );
  });

  it('never loses by an empty node more, unless pods are spread, which a new place can make uneven', () => {
    fc.assert(
      fc.property(anyNodes, anyShape, fc.integer({ min: 1, max: 4 }), (nodes, drawn, count) => {
        const pod = { ...drawn, spread: [] };
        const more = [...nodes, inZone('e', '2', 2)];

        expect(placedOf(packPods(more, pod, count), count)).toBeGreaterThanOrEqual(
          placedOf(packPods(nodes, pod, count), count),
        );
      }),
      { numRuns: 500, seed: 6 },
    );
  });

  it('fits fewer pods wherever it fits more', () => {
    fc.assert(
      fc.property(anyNodes, anyShape, fc.integer({ min: 2, max: 4 }), (nodes, pod, count) => {
        if (packPods(nodes, pod, count).fits) expect(packPods(nodes, pod, count - 1).fits).toBe(true);
      }),
      { numRuns: 500, seed: 6 },
    );
  });

  it('changes only names when nodes are renamed', () => {
    const renamed = (name: string) => `shop-${name}`;
    fc.assert(
      fc.property(anyNodes, anyShape, fc.integer({ min: 1, max: 4 }), (nodes, pod, count) => {
        const before = packPods(nodes, pod, count);
        const after = packPods(
          nodes.map((each) => ({ ...each, name: renamed(each.name) })),
          pod,
          count,
        );

        expect(after.fits).toBe(before.fits);
        if (before.fits && after.fits) expect(after.nodes).toEqual(before.nodes.map(renamed));
        expect(Object.values(causes(after))).toEqual(Object.values(causes(before)));
      }),
      { numRuns: 300, seed: 6 },
    );
  });

  it('answers the same for nodes in any order', () => {
    fc.assert(
      fc.property(anyNodes, anyShape, fc.integer({ min: 1, max: 4 }), (nodes, pod, count) => {
        expect(packPods([...nodes].reverse(), pod, count)).toEqual(packPods(nodes, pod, count));
      }),
      { seed: 6 },
    );
  });

  it('names a reason for every node when not all pods fit', () => {
    fc.assert(
      fc.property(anyNodes, anyShape, fc.integer({ min: 1, max: 4 }), (nodes, pod, count) => {
        const result = packPods(nodes, pod, count);
        if (!result.fits) expect(result.refusals.map((refusal) => refusal.node)).toEqual(nodes.map(({ name }) => name));
      }),
      { seed: 6 },
    );
  });
});
