import { condition, type Operation } from '../rancher/objects.ts';
import type { RancherApi } from '../rancher/rancher-api.ts';
import { messageOf } from '../rancher/rancher-api-error.ts';
import { type Timing, until } from './timing.ts';

/** Longer than helm's own 600 s. */
const OPERATION_DEADLINE_MS = 11 * 60_000;
/** What the log may still bring after the operation's end. */
const LOG_END_MS = 5_000;

/** Opens the log of an operation. `ended` settles when the server closes it; it never rejects. */
export type OpenLog = (url: string, onText: (text: string) => void) => { readonly ended: Promise<void>; close(): void };

export interface OperationEnd {
  readonly failed: boolean;
  /** What the operation says; helm's reason is in the log only. */
  readonly message: string;
}

/**
 * Follows an operation to its end, its log included. The link of the log appears when the pod runs (Rancher 2.15.0: about
 * 2 s), and a lost connection on the way is no failure of the operation.
 *
 * @param onLog Gets the log as text, piece by piece.
 */
export async function followOperation(
  api: RancherApi,
  url: string,
  { openLog, timing, onLog }: { openLog: OpenLog; timing: Timing; onLog: (text: string) => void },
): Promise<OperationEnd> {
  let log: ReturnType<OpenLog> | undefined;
  let lost = '';

  const end = await until(timing, OPERATION_DEADLINE_MS, async() => {
    let operation: Operation;

    try {
      operation = await api.get<Operation>(url);
    } catch (error) {
      lost = messageOf(error);

      return undefined;
    }
    lost = '';
    if (!log && operation.links?.['logs']) {
      log = openLog(operation.links['logs'], onLog);
    }

    return operationEnd(operation);
  });

  if (log) {
    await Promise.race([log.ended, timing.wait(LOG_END_MS)]);
    log.close();
  }

  return end ?? { failed: true, message: lost ? `the cluster stopped answering: ${ lost }` : 'helm did not come to an end' };
}

/** `undefined` while it runs. */
export function operationEnd({ metadata, status }: Operation): OperationEnd | undefined {
  const running = condition(status?.conditions, 'Reconciling');
  const stalled = condition(status?.conditions, 'Stalled');

  if (stalled?.status === 'True' || metadata?.state?.error) {
    return { failed: true, message: (stalled?.message || metadata?.state?.message || '').trim() };
  }

  return running?.status === 'False' ? { failed: false, message: '' } : undefined;
}
