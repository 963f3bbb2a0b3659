import { formatCpu } from './quantity.ts';
import type { ReleaseProfile, StoreProfile } from './release-profile.ts';
import type { PlacementRequest } from './request/placement-request.ts';
import type { Resources } from './resources.ts';

/** How many pods a cluster gets, and what each requests. */
export interface Sizing {
  readonly replicas: number;
  readonly requests: Resources;
  readonly store: StoreProfile['kind'];
  /** Logins per minute that this carries, after the release profile. */
  readonly capacity: number;
  readonly because: string;
}

/**
 * Share of the requested CPU that logins may take. Logins come when people like: with random arrivals (M/M/1) the 95th
 * percentile of the time in the house is `ln 20 / (1 - share)` times the work itself, 7.5 times at 0.6, 30 times at 0.9. The
 * work for one frame is some hundredths of a second, so that 0.6 keeps the answer well below a second.
 */
const BUSY = 0.6;

/** Millicores of one pod: measured with two workers on two cores (docs/benchmarks.md); more load is more pods. */
const POD_CPU = 2000;

/** Over what was measured after many logins, for what a longer life adds. */
const MEMORY_MARGIN = 1.25;

const CPU_STEP = 50;
const MEMORY_STEP = 64 * 2 ** 20;

/**
 * Pods and their requests for the asked load:
 *
 *     work     = logins per second × CPU ms per login                    (millicores)
 *     carriers = max(1, ceil(work / (0.6 × 2000 - idle)))
 *     cpu      = max(what the chart requests, (idle + work / carriers) / 0.6), in steps of 50m
 *     memory   = max(what the chart requests, 1.25 × measured), in steps of 64Mi
 *     replicas = max(availability, carriers, carriers + 1 if availability > 1)
 *
 * One pod of several may be lost, and the others still carry the load. What a pod requests does not depend on the
 * availability: fewer replicas never need a larger node.
 */
export function sizeRelease({ spec }: PlacementRequest, profile: ReleaseProfile): Sizing {
  const { cpuMsPerLogin, idleCpu, memory } = profile.measured;
  const work = (spec.load.loginsPerMinute / 60) * cpuMsPerLogin;
  const carriers = Math.max(1, Math.ceil(work / (BUSY * POD_CPU - idleCpu)));
  const cpu = Math.max(profile.requests.cpu, roundUp((idleCpu + work / carriers) / BUSY, CPU_STEP));
  const spare = spec.availability.replicas > 1 ? 1 : 0;
  const replicas = Math.max(spec.availability.replicas, carriers + spare);
  const perPod = ((BUSY * cpu - idleCpu) / cpuMsPerLogin) * 60;

  return {
    replicas,
    requests: {
      ...profile.requests,
      cpu,
      memory: Math.max(profile.requests.memory, roundUp(memory * MEMORY_MARGIN, MEMORY_STEP)),
    },
    store: spec.store.kind === 'auto' ? storeFor(replicas, profile.stores) : spec.store.kind,
    capacity: Math.floor((replicas - spare) * perPod),
    because: `${pods(replicas)} of ${formatCpu(cpu)} CPU ${replicas === 1 ? 'carries' : 'carry'} ${Math.floor((replicas - spare) * perPod)} logins a minute${spare > 0 ? ', one of them lost' : ''}`,
  };
}

/** Logins per minute that so many pods carry at most, none of them spare. */
export function loginsFor(replicas: number, { measured: { cpuMsPerLogin, idleCpu } }: ReleaseProfile): number {
  return Math.floor(((replicas * (BUSY * POD_CPU - idleCpu)) / cpuMsPerLogin) * 60);
}

/** SQLite for one pod; else the first store of the release that so many pods can share, or the first at all. */
function storeFor(replicas: number, stores: readonly StoreProfile[]): StoreProfile['kind'] {
  const enough = stores.filter(({ maxReplicas }) => maxReplicas >= replicas);
  const small = replicas === 1 ? enough.find(({ kind }) => kind === 'sqlite') : undefined;
  return (small ?? enough[0] ?? stores[0])?.kind ?? 'sqlite';
}

function roundUp(value: number, step: number): number {
  return Math.ceil(value / step) * step;
}

export function pods(count: number): string {
  return count === 1 ? 'one pod' : `${count} pods`;
}
