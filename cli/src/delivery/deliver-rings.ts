import { inParallel } from '@face-auth/placement';
import { messageOf } from '../command-error.ts';
import { HelmError } from '../helm/helm-error.ts';
import { hasWorked, type HelmReleases, isUnfinished, type ReleaseName, type Revision } from '../helm/helm-releases.ts';
import type { Interruption } from './interruption.ts';

/** Clusters of one ring that are delivered to at the same time. */
const AT_ONCE = 4;

/** A release that shall be so on one cluster. */
export interface Target {
  /** For people. */
  readonly cluster: string;
  readonly ring: string;
  readonly release: ReleaseName;
  readonly values: Readonly<Record<string, unknown>>;
}

export interface Outcome {
  readonly target: Target;
  readonly state: 'done' | 'failed' | 'interrupted' | 'not begun';
  /** What went wrong, and how the release is now; empty where it is done. */
  readonly message: string;
}

export interface RingDelivery {
  readonly helm: HelmReleases;
  /** Helm's arguments for the chart. */
  readonly chart: readonly string[];
  readonly interruption: Interruption;
  /** Whether an unfinished revision is nobody's any more, so that it may be rolled back or taken away. */
  readonly isLeft: (unfinished: Revision) => boolean;
  readonly say: (text: string) => void;
}

/** Ring after ring; the next one begins when all of this one are ready. One outcome a target, in their order. */
export async function deliverRings(rings: readonly (readonly Target[])[], delivery: RingDelivery): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const targets of rings) {
    const mayBegin = outcomes.every(({ state }) => state === 'done');
    outcomes.push(
      ...(await inParallel(targets, AT_ONCE, async (target): Promise<Outcome> => {
        if (!mayBegin || delivery.interruption.stop.aborted) return { target, state: 'not begun', message: '' };
        return deliver(target, delivery);
      })),
    );
  }
  return outcomes;
}

async function deliver(target: Target, { helm, chart, interruption, isLeft, say }: RingDelivery): Promise<Outcome> {
  const { cluster, ring, release, values } = target;
  try {
    const worked = await recover(target, { helm, interruption, isLeft, say });
    say(`${cluster} (${ring}): ${worked ? 'upgrading' : 'installing'} ${release.namespace}/${release.name}`);
    await helm.deliver(release, { chart, values, backOnFailure: worked }, interruption);
    say(`${cluster} (${ring}): ready`);
    return { target, state: 'done', message: '' };
  } catch (error) {
    const state = error instanceof HelmError && interruption.stop.aborted ? 'interrupted' : 'failed';
    return { target, state, message: `${messageOf(error)}. ${await standing(helm, release)}` };
  }
}

/**
 * A release that was left in the middle of something takes no upgrade: it goes back to the last revision that worked, or
 * away where none did or its removal had begun; the chart keeps its key and data.
 *
 * @returns Whether a revision that worked is there.
 * @throws Error when somebody may be at it still.
 */
async function recover(
  { cluster, release }: Target,
  { helm, interruption: { kill }, isLeft, say }: Omit<RingDelivery, 'chart'>,
): Promise<boolean> {
  const history = await helm.history(release);
  const [newest] = history;
  const working = history.find(hasWorked);
  if (!newest || !isUnfinished(newest)) return working !== undefined;
  if (!isLeft(newest)) throw new Error('another operation may be at it');

  const back = newest.status === 'uninstalling' ? undefined : working;
  const way = back ? `back to revision ${back.revision}` : 'taking it away';
  say(`${cluster}: revision ${newest.revision} was left in ${newest.status}; ${way} first`);
  if (back) await helm.rollback(release, back.revision, { wait: false, kill });
  else await helm.uninstall(release, kill);
  return back !== undefined;
}

/** How the release is now, for the message. */
async function standing(helm: HelmReleases, release: ReleaseName): Promise<string> {
  try {
    const [newest] = await helm.history(release);
    if (!newest) return 'Nothing is installed there';
    return `Revision ${newest.revision} is ${newest.status}${isUnfinished(newest) ? '; when nobody is at it, apply --take-over goes on' : ''}`;
  } catch (error) {
    return `How the release is now could not be asked: ${messageOf(error)}`;
  }
}
