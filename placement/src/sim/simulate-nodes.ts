import type { NodeFacts } from '../facts/cluster-facts.ts';
import { known } from '../facts/fact.ts';
import { HOSTNAME_LABEL, REGION_LABEL } from '../labels.ts';
import type { FleetShape, NodePool, SiteKind } from './fleet-shape.ts';
import type { Random } from './random.ts';

const GIB = 2 ** 30;
const PODS_PER_NODE = 110;
/** What the system keeps of a machine for itself. */
const RESERVED = { cpu: 200, memory: GIB / 2 };

/** The machines of one site. @param exactly so many of them, whatever the pools say; undefined: as they say. */
export function simulateNodes(
  random: Random,
  site: SiteKind,
  shape: FleetShape,
  cluster: { readonly name: string; readonly region: string },
  exactly: number | undefined,
): NodeFacts[] {
  const hasFeatureDiscovery = random.chance(0.5);
  return poolOfEachNode(random, site, exactly).map((pool, index) => {
    const name = `${cluster.name}-${pool.name}-${index + 1}`;
    const zone = pool.zones === undefined ? cluster.region : `${cluster.region}-${'abc'.charAt(index % pool.zones)}`;
    return {
      name,
      os: 'linux',
      architecture: pool.architecture,
      ready: !random.chance(shape.faults.nodeNotReady),
      schedulable: !random.chance(shape.faults.cordoned),
      labels: {
        [HOSTNAME_LABEL]: name,
        'kubernetes.io/os': 'linux',
        'kubernetes.io/arch': pool.architecture,
        [REGION_LABEL]: cluster.region,
        'topology.kubernetes.io/zone': zone,
        ...pool.labels,
        ...(hasFeatureDiscovery && cpuFeatures(pool)),
      },
      taints: pool.taints ?? [],
      ...simulateRoom(random, pool),
      pods: known(pool.pods ?? []),
    };
  });
}

function poolOfEachNode(random: Random, { pools }: SiteKind, exactly: number | undefined): NodePool[] {
  const drawn = pools.flatMap((pool) => Array<NodePool>(random.integer(...pool.count)).fill(pool));
  if (exactly === undefined) return drawn;
  return Array.from({ length: exactly }, (_, index) => drawn[index % drawn.length] ?? random.pick(pools));
}

function simulateRoom(random: Random, pool: NodePool): Pick<NodeFacts, 'allocatable' | 'requested'> {
  const allocatable = {
    cpu: pool.cores * 1000 - RESERVED.cpu,
    memory: pool.memoryGib * GIB - RESERVED.memory,
    pods: PODS_PER_NODE,
  };
  const [least, most] = pool.used;
  const used = (): number => least + random.next() * (most - least);
  return {
    allocatable,
    requested: known({
      cpu: Math.round(allocatable.cpu * used()),
      memory: Math.round(allocatable.memory * used()),
      pods: random.integer(5, 40),
    }),
  };
}

/** As Node Feature Discovery writes them: one that is missing has no label. */
function cpuFeatures({ architecture, avx = false }: NodePool): Record<string, string> {
  if (architecture === 'arm64') return { 'feature.node.kubernetes.io/cpu-cpuid.ASIMD': 'true' };
  return {
    'feature.node.kubernetes.io/cpu-cpuid.AESNI': 'true',
    ...(avx && { 'feature.node.kubernetes.io/cpu-cpuid.AVX': 'true' }),
  };
}
