import { type App, condition, type Deployment } from '../rancher/objects.ts';

export type ReleaseState = 'ready' | 'deploying' | 'failed' | 'paused';

/** How a release is doing, and why, if Kubernetes or helm say so. */
export interface ReleaseHealth {
  readonly state: ReleaseState;
  readonly reason: string;
}

/** Helm's own states that are not the end of an action. */
const PENDING = /^(pending-|uninstalling)/;

/** @param deployment `undefined` when there is none (yet). */
export function releaseHealth(app: App, deployment: Deployment | undefined): ReleaseHealth {
  const helm = app.spec?.info?.status ?? '';

  if (helm === 'failed') {
    return { state: 'failed', reason: app.spec?.info?.description ?? '' };
  }
  if (PENDING.test(helm) || !deployment) {
    return { state: 'deploying', reason: helm };
  }

  return deploymentHealth(deployment);
}

export function deploymentHealth({ metadata, spec, status }: Deployment): ReleaseHealth {
  const wanted = spec?.replicas ?? 1;
  const seen = (status?.observedGeneration ?? 0) >= (metadata?.generation ?? 0);
  const progress = condition(status?.conditions, 'Progressing');

  if (wanted === 0) {
    return { state: 'paused', reason: '' };
  }
  if (seen && (status?.updatedReplicas ?? 0) >= wanted && (status?.availableReplicas ?? 0) >= wanted) {
    return { state: 'ready', reason: '' };
  }
  if (seen && progress?.status === 'False') {
    return { state: 'failed', reason: progress.message ?? '' };
  }

  return { state: 'deploying', reason: '' };
}
