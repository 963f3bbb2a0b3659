import { describe, expect, it } from 'vitest';
import type { ClusterFacts } from '../facts/cluster-facts.ts';
import type { Fact } from '../facts/fact.ts';
import { SHAPE_NAMES, SHAPES } from './shapes/index.ts';
import { simulateFleet } from './simulate-fleet.ts';

const AT = Date.UTC(2026, 0, 15);
const MANY = 4000;
const HOUR = 3_600_000;

const shareOf = (fleet: readonly ClusterFacts[], is: (cluster: ClusterFacts) => boolean): number =>
  fleet.filter(is).length / fleet.length;
const isConnected = ({ connection }: ClusterFacts): boolean => connection.known && connection.value.connected;
const nodesOf = (fleet: readonly ClusterFacts[]) => fleet.flatMap(({ nodes }) => (nodes.known ? nodes.value : []));

/** Four standard deviations of a share among so many draws: a fair simulation passes for nearly every seed. */
const tolerance = (share: number, draws: number): number => 4 * Math.sqrt((share * (1 - share)) / draws);

describe.each(SHAPE_NAMES)('a simulated fleet of the shape %s', (shape) => {
  const fleet = simulateFleet({ shape, clusters: MANY, seed: 1, at: AT });
  const { faults, prefix } = SHAPES[shape];

  it('is the same for the same seed, another for another', () => {
    const ten = (seed: number) => simulateFleet({ shape, clusters: 10, seed, at: AT });

    expect(ten(3)).toEqual(ten(3));
    expect(ten(3)).not.toEqual(ten(4));
  });

  it('begins with the smaller fleet of the same seed', () => {
    expect(simulateFleet({ shape, clusters: 10, seed: 1, at: AT })).toEqual(fleet.slice(0, 10));
  });

  it('gives every cluster and every node a name of its own', () => {
    expect(new Set(fleet.map(({ id }) => id)).size).toBe(MANY);
    expect(new Set(fleet.map(({ name }) => name)).size).toBe(MANY);
    expect(fleet[16]?.name).toBe(`${prefix}-00017`);
    const nodes = nodesOf(fleet).map(({ name }) => name);
    expect(new Set(nodes).size).toBe(nodes.length);
  });

  it('has outages, old facts and gaps as often as the shape says', () => {
    const isStale = (cluster: ClusterFacts) => AT - cluster.readAt >= HOUR;
    const facts = (cluster: ClusterFacts): Fact<unknown>[] => [
      cluster.nodes,
      cluster.storageClasses,
      cluster.ingressClasses,
      cluster.hostnames,
      cluster.releases,
    ];
    const hasGaps = (cluster: ClusterFacts) => isConnected(cluster) && facts(cluster).some((fact) => !fact.known);
    const near = (share: number, expected: number) =>
      expect(Math.abs(share - expected)).toBeLessThan(tolerance(expected, MANY));

    near(
      shareOf(fleet, (cluster) => !isConnected(cluster)),
      faults.outage,
    );
    near(shareOf(fleet, isStale), faults.stale);
    // Each of five facts is missing with a probability of 0.6 in a cluster with gaps.
    near(shareOf(fleet, hasGaps), faults.unknown * (1 - 0.4 ** 5));
  });

  it('knows nothing of the inside of a cluster that is not connected, and when it was lost', () => {
    for (const { connection, nodes, releases } of fleet.filter((cluster) => !isConnected(cluster))) {
      expect(nodes.known || releases.known).toBe(false);
      expect(connection.known && connection.value.lostAt).toBeLessThan(AT);
    }
  });

  it('never has a node with more requested than it has', () => {
    for (const { allocatable, requested } of nodesOf(fleet)) {
      if (!requested.known) continue;
      expect(requested.value.cpu).toBeLessThanOrEqual(allocatable.cpu);
      expect(requested.value.memory).toBeLessThanOrEqual(allocatable.memory);
    }
  });

  it('has as many nodes in each cluster as a measurement asks for', () => {
    const sized = simulateFleet({ shape, clusters: 50, seed: 1, at: AT, nodesPerCluster: 10 });

    for (const { nodes } of sized) if (nodes.known) expect(nodes.value).toHaveLength(10);
  });
});

describe('the shapes', () => {
  const sizes = (shape: (typeof SHAPE_NAMES)[number]) =>
    simulateFleet({ shape, clusters: MANY, seed: 2, at: AT }).flatMap(({ nodes }) =>
      nodes.known ? nodes.value.length : [],
    );
  const share = (values: readonly number[], is: (value: number) => boolean) => values.filter(is).length / values.length;

  it('have mostly three machines in a shop and one at a cell site', () => {
    expect(share(sizes('retail'), (nodes) => nodes === 3)).toBeGreaterThan(0.75);
    expect(share(sizes('telco'), (nodes) => nodes === 1)).toBeGreaterThan(0.8);
  });

  it('have Arm and x86, and tainted machines, in plants', () => {
    const nodes = nodesOf(simulateFleet({ shape: 'factory', clusters: 500, seed: 2, at: AT }));

    expect(new Set(nodes.map(({ architecture }) => architecture))).toEqual(new Set(['amd64', 'arm64']));
    expect(nodes.some(({ taints }) => taints.length > 0)).toBe(true);
    expect(nodes.some(({ ready }) => !ready)).toBe(true);
    expect(nodes.some(({ schedulable }) => !schedulable)).toBe(true);
  });
});
