import type { ReleaseFacts } from '@face-auth/placement';

/** Helm, as far as we need it. Every call is about one context of the kubeconfig; a failure is a HelmError. */
export interface HelmReleases {
  /** All releases of the cluster, also those that were left in the middle of something; ours with their values. */
  list(context: string): Promise<ReleaseFacts[]>;
  /** Chart repositories that helm knows on this machine. */
  repositories(): Promise<Repository[]>;
  /** Of a chart's folder, package or the address of one. */
  chartVersion(chart: string): Promise<string>;
  /** Newest first; none where there is no such release. */
  history(release: ReleaseName): Promise<Revision[]>;
  /** Installs or upgrades, and waits until it is ready. */
  deliver(release: ReleaseName, delivery: HelmDelivery, stopping?: Stopping): Promise<void>;
  /** Back to what a revision was, as a new revision. `kill` kills helm: it takes no other signal then. */
  rollback(release: ReleaseName, revision: number, options: RollbackOptions): Promise<void>;
  /** Also well where there is no such release. @returns What helm says was kept; may be empty. */
  uninstall(release: ReleaseName, kill: AbortSignal): Promise<string>;
}

export interface RollbackOptions {
  readonly wait: boolean;
  readonly kill: AbortSignal;
}

/** `stop` lets helm end by itself, as after Ctrl-C: it writes down that the release has failed. `kill` does not. */
export interface Stopping {
  readonly stop: AbortSignal;
  readonly kill: AbortSignal;
}

export interface ReleaseName {
  readonly context: string;
  readonly namespace: string;
  readonly name: string;
}

export interface Repository {
  readonly name: string;
  readonly url: string;
}

export interface Revision {
  readonly revision: number;
  /** Helm's word: `deployed`, `superseded`, `pending-upgrade`. */
  readonly status: string;
  /** ISO date. */
  readonly updated: string;
  /** `face-auth-0.1.0`. */
  readonly chart: string;
  readonly description: string;
}

export interface HelmDelivery {
  /** Arguments that name the chart, from `chartSource`. */
  readonly chart: readonly string[];
  readonly values: Readonly<Record<string, unknown>>;
  /** Whether a release that worked is there to go back to when this one fails. */
  readonly backOnFailure: boolean;
}

/** Whether helm began something and did not end it, or is at it now. */
export function isUnfinished({ status }: { readonly status: string }): boolean {
  return /^(pending-|uninstalling)/.test(status);
}

/** Helm works five minutes at a revision, and five at the way back, when we start it; other people may give it longer. */
const LONGEST_MS = 15 * 60_000;

/**
 * Whether it was begun so long ago that nobody is at it any more. Never of a removal: when that was begun, helm does not
 * show.
 *
 * @param at ms since the epoch.
 */
export function isAbandoned(revision: Revision, at: number): boolean {
  return /^pending-/.test(revision.status) && at - Date.parse(revision.updated) > LONGEST_MS;
}

/** A revision that failed becomes `superseded` too once the next one succeeds; its description stays. */
export function hasWorked({ status, description }: Revision): boolean {
  return /^(deployed|superseded)$/.test(status) && !/^(Release|Upgrade|Rollback) ".*" failed/.test(description);
}
