import type { ClusterFacts, HostnameFacts, ReleaseFacts } from '../facts/cluster-facts.ts';
import { type Fact, known, notKnown } from '../facts/fact.ts';
import { REGION_LABEL, ROLE_LABEL } from '../labels.ts';
import { COST_LABEL } from '../scores/cost.ts';
import type { FleetShape } from './fleet-shape.ts';
import type { Random } from './random.ts';
import { simulateNodes } from './simulate-nodes.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const OTHER_CHARTS = ['longhorn', 'rancher-monitoring', 'fluent-bit', 'redis', 'mosquitto', 'postgresql', 'grafana'];
const READ_FAILURES = ['no answer within 10 seconds', 'not allowed to list them'];

/** One cluster of a fleet. @param number from 1 on; its name and id are made of it */
export function simulateCluster(
  random: Random,
  shape: FleetShape,
  number: number,
  at: number,
  exactNodes: number | undefined,
): ClusterFacts {
  const digits = String(number).padStart(5, '0');
  const name = `${shape.prefix}-${digits}`;
  const region = random.weighted(shape.regions).name;
  const site = random.weighted(shape.sites);
  const { version, provider } = random.weighted(shape.kubernetes);
  const faults = simulateFaults(random, shape, at);
  const releases = simulateReleases(random, shape, name);
  const read = <T>(value: T): Fact<T> => (faults.unreadable === undefined ? known(value) : notKnown(faults.unreadable));
  /** Of these a single one may fail although the others were read. */
  const readAlone = <T>(value: T): Fact<T> =>
    faults.unreadable === undefined && random.chance(faults.gaps) ? notKnown(random.pick(READ_FAILURES)) : read(value);

  return {
    id: `c-m-${shape.prefix}${digits}`,
    name,
    labels: {
      [ROLE_LABEL]: site.role,
      [COST_LABEL]: String(random.integer(...shape.cost)),
      [REGION_LABEL]: region,
      site: digits,
    },
    annotations: {},
    readAt: faults.readAt,
    connection: known(faults.lostAt === undefined ? { connected: true } : { connected: false, lostAt: faults.lostAt }),
    kubernetesVersion: known(version),
    provider: known(provider),
    nodes: readAlone(simulateNodes(random, site, shape, { name, region }, exactNodes)),
    storageClasses: readAlone(random.weighted(shape.storage).classes),
    ingressClasses: readAlone(random.weighted(shape.ingress).classes),
    gatewayClasses: read([]),
    loadBalancer: read(random.chance(shape.loadBalancer)),
    apiGroups: read(Object.keys(shape.apiGroups).filter((group) => random.chance(shape.apiGroups[group] ?? 0))),
    issuers: read([]),
    namespaces: read([{ name: 'default' }, { name: 'kube-system' }]),
    hostnames: readAlone(hostnamesOf(name, releases)),
    releases: readAlone(releases),
  };
}

interface Faults {
  readonly readAt: number;
  readonly lostAt?: number;
  /** Why nothing beyond the management cluster's own object could be read. */
  readonly unreadable?: string;
  /** How likely each fact that is read by itself is missing. */
  readonly gaps: number;
}

/** At most one of: not connected, facts from long ago, gaps. */
function simulateFaults(random: Random, { faults }: FleetShape, at: number): Faults {
  const drawn = random.next();
  if (drawn < faults.outage) {
    const lostAt = at - random.integer(5 * MINUTE, 14 * DAY);
    return { readAt: at, lostAt, unreadable: 'the cluster is not connected', gaps: 0 };
  }
  if (drawn < faults.outage + faults.stale) return { readAt: at - random.integer(60 * MINUTE, 3 * DAY), gaps: 0 };
  const hasGaps = drawn < faults.outage + faults.stale + faults.unknown;
  return { readAt: at - random.integer(0, 5 * MINUTE), gaps: hasGaps ? 0.6 : 0 };
}

function simulateReleases(random: Random, shape: FleetShape, name: string): ReleaseFacts[] {
  const others = Array.from({ length: random.integer(...shape.releases) }, (_, index): ReleaseFacts => {
    const chart = random.pick(OTHER_CHARTS);
    const version = `${random.integer(1, 9)}.${random.integer(0, 20)}.0`;
    return { namespace: `apps-${index % 3}`, name: `${chart}-${index + 1}`, chart, version, status: 'deployed' };
  });
  if (!random.chance(shape.faceAuth)) return others;
  const status = random.chance(0.9) ? 'deployed' : 'failed';
  const values = { hostname: `login.${name}.example.com` };
  return [
    ...others,
    { namespace: 'face-auth', name: 'face-auth', chart: 'face-auth', version: '0.1.0', status, values },
  ];
}

function hostnamesOf(name: string, releases: readonly ReleaseFacts[]): HostnameFacts[] {
  const own = releases.some(({ chart }) => chart === 'face-auth')
    ? [{ hostname: `login.${name}.example.com`, ingress: 'face-auth/face-auth' }]
    : [];
  return [{ hostname: `apps.${name}.example.com`, ingress: 'apps-0/portal' }, ...own];
}
