import type { ClusterFacts } from '../facts/cluster-facts.ts';
import { seededRandom } from './random.ts';
import { SHAPES, type ShapeName } from './shapes/index.ts';
import { simulateCluster } from './simulate-cluster.ts';

export interface Simulation {
  readonly shape: ShapeName;
  readonly clusters: number;
  readonly seed: number;
}

/**
 * Facts of a fleet that nobody has, for demonstrations, documentation and measurements. The same simulation gives the same facts,
 * and a larger fleet of the same seed begins with the smaller one.
 *
 * @param options.at the time the facts belong to, ms since the epoch
 * @param options.nodesPerCluster so many machines in each, for measurements; left out: as the shape says
 */
export function simulateFleet({
  shape,
  clusters,
  seed,
  at,
  nodesPerCluster,
}: Simulation & { readonly at: number; readonly nodesPerCluster?: number }): ClusterFacts[] {
  return Array.from({ length: clusters }, (_, index) =>
    simulateCluster(seededRandom(seed, index), SHAPES[shape], index + 1, at, nodesPerCluster),
  );
}
