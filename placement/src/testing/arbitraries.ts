import fc from 'fast-check';
import type { ClusterFacts, NodeFacts } from '../facts/cluster-facts.ts';
import { type Fact, known, notKnown } from '../facts/fact.ts';
import type { PlacementRequest } from '../request/placement-request.ts';
import type { NodeTaint } from '../scheduling/node-taint.ts';
import { clusterFacts, MIB, node, NOW, placementRequest } from '../testing.ts';

/*
 * Small worlds for the laws: few values, so that two drawn things often meet (a taint and its toleration, a label and the
 * request for it), and amounts near what a pod needs, so that room is often just enough or just not.
 */

const ZONES = ['eu-1', 'eu-2', 'us-1'];
const REGIONS = ['eu', 'us'];
export const REGION = 'topology.kubernetes.io/region';
export const ZONE = 'topology.kubernetes.io/zone';

/** Known 19 times of 20. */
export function anyFact<T>(value: fc.Arbitrary<T>): fc.Arbitrary<Fact<T>> {
  return fc.oneof(
    { weight: 19, arbitrary: value.map((drawn): Fact<T> => known(drawn)) },
    { weight: 1, arbitrary: fc.constant<Fact<T>>(notKnown('no answer within 10 seconds')) },
  );
}

export const anyTaint: fc.Arbitrary<NodeTaint> = fc.record({
  key: fc.constantFrom('dedicated', 'gpu'),
  value: fc.constantFrom('', 'edge'),
  effect: fc.constantFrom('NoSchedule', 'PreferNoSchedule', 'NoExecute'),
});

export const anyToleration = fc.oneof(
  fc.record({ key: fc.constantFrom('dedicated', 'gpu'), operator: fc.constant('Exists' as const) }),
  fc.record({ key: fc.constantFrom('dedicated', 'gpu'), value: fc.constantFrom('', 'edge') }),
);

const nodeLabels = fc.record(
  { [ZONE]: fc.constantFrom(...ZONES), [REGION]: fc.constantFrom(...REGIONS), disk: fc.constantFrom('ssd', 'hdd') },
  { requiredKeys: [] },
);
const cores = fc.integer({ min: 0, max: 8 }).map((quarters) => quarters * 125);
const memory = fc.integer({ min: 0, max: 8 }).map((parts) => parts * 128 * MIB);

/** Its name is given, for names are unique in a cluster. Half are plain ones with room, half anything. */
export function anyNode(name: string): fc.Arbitrary<NodeFacts> {
  return fc.oneof(
    nodeLabels.map((labels) => node({ name, labels })),
    fc
      .record({
        os: often('linux', 'windows'),
        architecture: often('arm64', 'riscv64'),
        ready: often(true, false),
        schedulable: often(true, false),
        taints: fc.oneof(fc.constant([]), fc.array(anyTaint, { maxLength: 2 })),
        labels: nodeLabels,
        allocatable: fc.record({ cpu: cores, memory, pods: fc.integer({ min: 0, max: 12 }) }),
        requested: anyFact(fc.record({ cpu: cores, memory, pods: fc.integer({ min: 0, max: 8 }) })),
      })
      .map((drawn) => node({ name, ...drawn })),
  );
}

export const anyNodes: fc.Arbitrary<readonly NodeFacts[]> = fc
  .integer({ min: 0, max: 4 })
  .chain((count) => fc.tuple(...Array.from({ length: count }, (_, index) => anyNode(`node-${index + 1}`))));

/** Its id and name are given, for they are unique in a fleet. Most of them fit `placementRequest()`. */
export function anyCluster(id: string, name = id): fc.Arbitrary<ClusterFacts> {
  return fc
    .record({
      labels: fc.record(
        {
          [REGION]: fc.constantFrom(...REGIONS),
          [ZONE]: fc.constantFrom(...ZONES),
          'face-auth.io/role': fc.constantFrom('edge', 'edge', 'cloud'),
          'face-auth.io/cost': fc.constantFrom('0', '20', '100', 'high'),
        },
        { requiredKeys: [] },
      ),
      readAt: fc.integer({ min: 0, max: 90 }).map((minutes) => NOW - minutes * 60_000),
      connection: anyFact(often(true, false).map((connected) => ({ connected }))),
      nodes: anyFact(fc.oneof(anyNodes, fc.constant([node()]))),
      storageClasses: fc.oneof(
        { weight: 3, arbitrary: fc.constant(clusterFacts().storageClasses) },
        {
          weight: 1,
          arbitrary: anyFact(
            fc.constantFrom(
              [],
              [{ name: 'longhorn', isDefault: true, provisioner: 'driver.longhorn.io', canExpand: true }],
            ),
          ),
        },
      ),
      kubernetesVersion: anyFact(often('v1.34.1+k3s1', 'v1.24.9')),
      releases: fc.oneof(
        { weight: 3, arbitrary: fc.constant(clusterFacts().releases) },
        {
          weight: 1,
          arbitrary: anyFact(fc.constantFrom([ourRelease], [largeRelease], [foreignRelease], [otherRelease])),
        },
      ),
    })
    .map((drawn) => clusterFacts({ id, name, ...drawn }));
}

const ourRelease = {
  namespace: 'face-auth',
  name: 'face-auth',
  chart: 'face-auth',
  version: '0.0.9',
  status: 'deployed',
};
const largeRelease = { ...ourRelease, values: { persistence: { storageClass: 'longhorn', size: '10Gi' } } };
const foreignRelease = { ...ourRelease, chart: 'wordpress' };
const otherRelease = { ...ourRelease, namespace: 'default', name: 'shop', chart: 'shop' };

/** Clusters `c-1`, `c-2`, …, with those ids for names. */
export function anyFleet(maxLength = 7): fc.Arbitrary<readonly ClusterFacts[]> {
  return fc
    .integer({ min: 0, max: maxLength })
    .chain((count) => fc.tuple(...Array.from({ length: count }, (_, index) => anyCluster(`c-${index + 1}`))));
}

/** Asks for all that fit; a law that needs another selection puts it over this. */
export const anyRequest: fc.Arbitrary<PlacementRequest> = fc
  .record({
    role: fc.constantFrom('both', 'both', 'both', 'both', 'edge', 'cloud'),
    load: fc.record({ loginsPerMinute: fc.constantFrom(1, 10, 10, 40) }),
    availability: fc.record({ replicas: fc.constantFrom(1, 1, 1, 2, 3) }),
    store: fc.record({
      kind: fc.constantFrom('auto', 'auto', 'auto', 'sqlite', 'mongodb-external', 'mongodb-bundled'),
    }),
    constraints: fc.record({
      regions: fc.constantFrom<string[]>([], [], [], ['eu'], ['eu', 'us']),
      tolerations: fc.array(anyToleration, { maxLength: 2 }),
      nodeSelector: fc.constantFrom<Record<string, string>>({}, {}, {}, {}, { disk: 'ssd' }),
    }),
    weights: fc.record(
      { headroom: anyWeight(), cost: anyWeight(), quiet: anyWeight(), freshness: anyWeight() },
      { requiredKeys: [] },
    ),
  })
  .map((spec) => placementRequest(spec));

function anyWeight(): fc.Arbitrary<number> {
  return fc.integer({ min: -10, max: 10 });
}

function often<T>(usual: T, rare: T): fc.Arbitrary<T> {
  return fc.integer({ min: 0, max: 19 }).map((dice) => (dice === 19 ? rare : usual));
}
