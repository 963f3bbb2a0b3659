import { readDeployment } from '../clusters/installed-release.ts';
import { deploymentHealth } from '../clusters/release-state.ts';
import { RELEASE } from '../names.ts';
import { condition, type Pod } from '../rancher/objects.ts';
import { messageOf } from '../rancher/rancher-api-error.ts';
import { clusterUrl, listAll, type RancherApi } from '../rancher/rancher-api.ts';
import { type Timing, until } from './timing.ts';

/** A large image over a slow line of a site. */
const READY_DEADLINE_MS = 10 * 60_000;

export interface Readiness {
  readonly state: 'ready' | 'paused' | 'failed' | 'late';
  /** What the pods say; may be empty. */
  readonly reason: string;
}

/**
 * Waits until the release's Deployment is available: its pod has passed its own test login then.
 *
 * @param onReason Gets what the pods are waiting for, each time it changes.
 */
export async function awaitReadiness(api: RancherApi, clusterId: string, timing: Timing, onReason: (reason: string) => void): Promise<Readiness> {
  let reason = '';
  const say = (now: string) => {
    if (now !== reason) {
      reason = now;
      onReason(now);
    }
  };

  const end = await until(timing, READY_DEADLINE_MS, async() => {
    try {
      const deployment = await readDeployment(api, clusterId, RELEASE.namespace, RELEASE.name);
      const health = deployment && deploymentHealth(deployment);

      if (health?.state === 'ready' || health?.state === 'paused') {
        return { state: health.state, reason: '' };
      }
      say(waitingFor(await listAll<Pod>(api, clusterUrl(clusterId, `pods/${ RELEASE.namespace }`))));

      return health?.state === 'failed' ? { state: 'failed' as const, reason: reason || health.reason } : undefined;
    } catch (error) {
      say(messageOf(error));

      return undefined;
    }
  });

  return end ?? { state: 'late', reason };
}

/** What the release's pods are waiting for, in Kubernetes' words; empty when they just start. */
export function waitingFor(pods: readonly Pod[]): string {
  const ours = pods.filter((pod) => pod.metadata?.labels?.['app.kubernetes.io/instance'] === RELEASE.name);

  for (const pod of ours) {
    const scheduled = condition(pod.status?.conditions, 'PodScheduled');

    if (scheduled?.status === 'False') {
      return scheduled.message ?? scheduled.reason ?? '';
    }
    const waiting = (pod.status?.containerStatuses ?? []).flatMap(({ state }) => state?.waiting ?? [])
      .find(({ reason }) => reason && !['ContainerCreating', 'PodInitializing'].includes(reason));

    if (waiting) {
      return [waiting.reason, waiting.message].filter(Boolean).join(': ');
    }
  }

  return '';
}
