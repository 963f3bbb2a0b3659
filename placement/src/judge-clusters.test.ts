import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ClusterFacts, NodeFacts } from './cluster-facts.ts';
import { known, notKnown } from './fact.ts';
import { judgeCluster, judgeClusters } from './judge-clusters.ts';
import { clusterFacts, node, placementRequest } from './testing.ts';

const request = placementRequest();
const unread = notKnown('no answer within 10 seconds');
const tainted = node({ taints: [{ key: 'dedicated', value: 'edge', effect: 'NoSchedule' }] });

/** Mostly what fits, so that the laws about fit clusters are put to the test. */
const mostly = <T, U>(usual: T, ...rest: U[]): fc.Arbitrary<T | U> =>
  fc.oneof(
    { weight: 6, arbitrary: fc.constant(usual) },
    { weight: 1, arbitrary: fc.constantFrom<T | U>(usual, ...rest) },
  );

const anyResources = (max: number) => fc.record({ cpu: fc.nat(max), memory: fc.nat(max * 2 ** 20) });

const anyNode: fc.Arbitrary<NodeFacts> = fc
  .record({
    name: fc.constantFrom('a', 'b', 'c'),
    os: mostly('linux', 'windows'),
    architecture: mostly('amd64', 'arm64', 'arm'),
    ready: mostly(true, false),
    schedulable: mostly(true, false),
    taints: mostly([], tainted.taints),
    allocatable: anyResources(2000),
    requested: fc.oneof(
      { weight: 6, arbitrary: anyResources(500).map(known) },
      { weight: 1, arbitrary: fc.constant(unread) },
    ),
  })
  .map(node);

const classes = known([{ name: 'x', isDefault: true }]);

const anyCluster: fc.Arbitrary<ClusterFacts> = fc
  .record({
    id: fc.uuid(),
    name: fc.constantFrom('shop', 'edge', 'cloud'),
    connected: mostly(known(true), known(false), unread),
    nodes: fc.oneof(
      { weight: 9, arbitrary: fc.array(anyNode, { maxLength: 4 }).map(known) },
      { weight: 1, arbitrary: fc.constant(unread) },
    ),
    storageClasses: mostly(classes, known([]), unread),
    ingressClasses: mostly(classes, known([]), unread),
  })
  .map(clusterFacts);

describe('judgeClusters', () => {
  it.each([
    { name: 'fits when every predicate passes', facts: {}, standing: 'fits' },
    { name: 'is adaptable when another setting would do', facts: { nodes: known([tainted]) }, standing: 'adaptable' },
    { name: 'is unfit when the cluster has to change', facts: { storageClasses: known([]) }, standing: 'unfit' },
    { name: 'is unknown when something could not be read', facts: { nodes: unread }, standing: 'unknown' },
    {
      name: 'is unfit for one sure reason, whatever else is unknown',
      facts: { nodes: unread, storageClasses: known([]) },
      standing: 'unfit',
    },
    {
      name: 'is unknown before it is adaptable',
      facts: { nodes: known([tainted]), storageClasses: unread },
      standing: 'unknown',
    },
  ])('$name', ({ facts, standing }) => {
    expect(judgeCluster(clusterFacts(facts), request).standing).toBe(standing);
  });

  it('says only that a cluster is not connected, not what follows from it', () => {
    const { verdicts } = judgeCluster(
      clusterFacts({ connected: known(false), nodes: unread, storageClasses: unread, ingressClasses: unread }),
      request,
    );

    expect(verdicts.map(({ predicate, state }) => [predicate, state])).toEqual([['connected', 'fail']]);
  });

  it('adds up what is free on the nodes that take pods', () => {
    const nodes = known([node(), node({ name: 'node-2' }), node({ name: 'cordoned', schedulable: false })]);

    expect(judgeCluster(clusterFacts({ nodes }), request).free).toEqual(known({ cpu: 6000, memory: 12 * 2 ** 30 }));
  });

  it('does not know what is free when the pods of one node are unknown', () => {
    const nodes = known([node(), node({ name: 'node-2', requested: unread })]);

    expect(judgeCluster(clusterFacts({ nodes }), request).free).toEqual(unread);
  });

  it('puts the best standing first, then goes by name', () => {
    const clusters = [
      clusterFacts({ name: 'a', storageClasses: known([]) }),
      clusterFacts({ name: 'b', nodes: unread }),
      clusterFacts({ name: 'd' }),
      clusterFacts({ name: 'c' }),
    ];

    expect(judgeClusters(clusters, request).map(({ name }) => name)).toEqual(['c', 'd', 'b', 'a']);
  });

  it('gives the same answer for the same clusters in any order', () => {
    fc.assert(
      fc.property(fc.uniqueArray(anyCluster, { selector: ({ id }) => id, maxLength: 6 }), (clusters) => {
        expect(judgeClusters([...clusters].reverse(), request)).toEqual(judgeClusters(clusters, request));
      }),
    );
  });

  it('never calls a cluster fit while a fact that is asked for is unknown', () => {
    const facts = ['connected', 'nodes', 'storageClasses', 'ingressClasses', 'releases'] as const;

    fc.assert(
      fc.property(anyCluster, fc.constantFrom(...facts), (cluster, fact) => {
        expect(judgeCluster({ ...cluster, [fact]: unread }, request).standing).not.toBe('fits');
      }),
    );
  });

  it('never turns a fit cluster down for having more', () => {
    fc.assert(
      fc.property(anyCluster, anyNode, fc.nat(4000), fc.nat(2 ** 30), (cluster, extraNode, cpu, memory) => {
        fc.pre(cluster.nodes.known);
        const larger = cluster.nodes.value.map((each) => ({
          ...each,
          allocatable: { cpu: each.allocatable.cpu + cpu, memory: each.allocatable.memory + memory },
        }));

        const before = judgeCluster(cluster, request).standing;
        const after = judgeCluster({ ...cluster, nodes: known([...larger, extraNode]) }, request).standing;
        expect(before === 'fits' && after !== 'fits').toBe(false);
      }),
    );
  });

  it('never turns a fit cluster down for tolerating more', () => {
    fc.assert(
      fc.property(anyCluster, (cluster) => {
        const before = judgeCluster(cluster, request).standing;
        const after = judgeCluster(cluster, { ...request, tolerations: [{ operator: 'Exists' }] }).standing;
        expect(before === 'fits' && after !== 'fits').toBe(false);
      }),
    );
  });

  it('calls a cluster fit only if one node really holds the pod', () => {
    fc.assert(
      fc.property(anyCluster, (cluster) => {
        fc.pre(judgeCluster(cluster, request).standing === 'fits');
        const holds = (cluster.nodes.known ? cluster.nodes.value : []).some(
          ({ os, architecture, ready, schedulable, taints, allocatable, requested }) =>
            os === 'linux' &&
            architecture !== 'arm' &&
            ready &&
            schedulable &&
            taints.length === 0 &&
            requested.known &&
            allocatable.cpu - requested.value.cpu >= request.needed.cpu &&
            allocatable.memory - requested.value.memory >= request.needed.memory,
        );
        expect(holds).toBe(true);
      }),
    );
  });
});
