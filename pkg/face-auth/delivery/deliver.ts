import { loginUrl } from '../clusters/installed-release.ts';
import { RELEASE } from '../names.ts';
import { messageOf, RancherApiError } from '../rancher/rancher-api-error.ts';
import { clusterUrl, getIfThere, type RancherApi } from '../rancher/rancher-api.ts';
import { awaitReadiness } from './await-readiness.ts';
import type { Catalogue } from './catalogue.ts';
import { followOperation, type OpenLog } from './follow-operation.ts';
import { installRelease } from './install-release.ts';
import { provideRepository } from './provide-repository.ts';
import type { Timing } from './timing.ts';

export type Stage = 'repository' | 'operation' | 'readiness' | 'ready' | 'failed';

/** How far an installation has come. */
export interface Delivery {
  readonly stage: Stage;
  readonly log: string;
  /** What it waits for, in Kubernetes' words. */
  readonly waitingFor: string;
  readonly loginUrl: string | undefined;
  /** It is installed and runs no pod, as its settings say. */
  readonly paused: boolean;
  readonly failure: Failure | undefined;
}

export interface Failure {
  /** Where it failed. */
  readonly during: 'repository' | 'install' | 'operation' | 'readiness';
  readonly reason: string;
  /** What is left in the cluster. */
  readonly left: 'nothing' | 'repository' | 'namespace' | 'perhaps' | 'release';
}

export interface DeliveryRequest {
  readonly clusterId: string;
  readonly catalogue: Catalogue;
  readonly values: Readonly<Record<string, unknown>>;
}

/** The end of helm's log: its reason stands in the last lines. */
const REASON_LINES = 4;

/**
 * Installs the service on one cluster and follows it until its login page can be used. Nothing is thrown: the last state
 * told is `ready` or `failed`.
 *
 * @param tell Gets every change.
 */
export async function deliver(
  api: RancherApi,
  { clusterId, catalogue, values }: DeliveryRequest,
  { openLog, timing, tell }: { openLog: OpenLog; timing: Timing; tell: (delivery: Delivery) => void },
): Promise<void> {
  let delivery: Delivery = {
    stage: 'repository', log: '', waitingFor: '', loginUrl: undefined, paused: false, failure: undefined
  };
  const change = (part: Partial<Delivery>) => {
    delivery = { ...delivery, ...part };
    tell(delivery);
  };
  const fail = (failure: Failure) => change({ stage: 'failed', failure });
  let during: Failure['during'] = 'repository';
  let left: Failure['left'] = 'nothing';

  change({});
  try {
    const repo = await provideRepository(api, clusterId, catalogue, timing, () => {
      left = 'repository';
    });

    during = 'install';
    change({ stage: 'operation' });
    const operation = await installRelease(api, {
      clusterId, repo, version: catalogue.version, values
    });

    during = 'operation';
    left = 'release';
    const end = await followOperation(api, operation, {
      openLog, timing, onLog: (text) => change({ log: delivery.log + text })
    });

    if (end.failed) {
      return fail({
        during, left: await leftByHelm(api, clusterId, timing), reason: logEnd(delivery.log) || end.message
      });
    }

    during = 'readiness';
    change({ stage: 'readiness' });
    const readiness = await awaitReadiness(api, clusterId, timing, (waitingFor) => change({ waitingFor }));

    if (readiness.state === 'failed' || readiness.state === 'late') {
      return fail({
        during, left, reason: readiness.reason
      });
    }
    const url = await loginUrl(api, clusterId, RELEASE.namespace, RELEASE.name);

    change({
      stage: 'ready', waitingFor: '', loginUrl: url, paused: readiness.state === 'paused'
    });
  } catch (error) {
    // Without an answer to the install request Rancher may have begun all the same.
    const unanswered = during === 'install' && error instanceof RancherApiError && error.status === undefined;

    fail({
      during, left: unanswered ? 'perhaps' : left, reason: messageOf(error)
    });
  }
}

/** Helm may fail before it makes a release. Rancher needs a moment to show one. */
async function leftByHelm(api: RancherApi, clusterId: string, timing: Timing): Promise<'namespace' | 'perhaps' | 'release'> {
  await timing.wait(2000);
  try {
    const app = await getIfThere(api, clusterUrl(clusterId, `catalog.cattle.io.apps/${ RELEASE.namespace }/${ RELEASE.name }`));

    return app ? 'release' : 'namespace';
  } catch {
    return 'perhaps';
  }
}

/** The last lines that say something. */
export function logEnd(log: string): string {
  const lines = log.split('\n').map((line) => line.trim()).filter((line) => line !== '');
  const error = lines.findLastIndex((line) => line.startsWith('Error:'));

  return lines.slice(error >= 0 ? error : -REASON_LINES).slice(0, REASON_LINES).join('\n');
}
