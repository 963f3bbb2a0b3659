/** What is remembered of a user's failed logins since the last success, or since an admin turned face login on again. */
export interface Failures {
  readonly consecutive: number;
  /** When the last one was, ms; 0 before the first. */
  readonly lastAt: number;
}

export const NO_FAILURES: Failures = { consecutive: 0, lastAt: 0 };

export type ThrottleState =
  | { readonly state: 'open' }
  | { readonly state: 'waiting'; readonly waitMs: number }
  /** Until an admin turns face login on again. */
  | { readonly state: 'off' };

/** NIST SP 800-63B-4 allows these with presentation attack detection, which the challenge is: 10 without a delay, 100 with one. */
const FREE_IN_A_ROW = 10;
const MOST_IN_A_ROW = 100;
const FIRST_WAIT_MS = 30_000;
const LONGEST_WAIT_MS = 3_600_000;

/**
 * Whether a user may try a login now. After the tenth failure in a row 30 s must pass, after each further one twice as long,
 * up to an hour; after 100 in a row face login is off.
 */
export function throttle({ consecutive, lastAt }: Failures, now: number): ThrottleState {
  if (consecutive >= MOST_IN_A_ROW) return { state: 'off' };
  if (consecutive < FREE_IN_A_ROW) return { state: 'open' };
  const wait = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (consecutive - FREE_IN_A_ROW));
  const waitMs = lastAt + wait - now;
  return waitMs > 0 ? { state: 'waiting', waitMs } : { state: 'open' };
}

export function afterFailure({ consecutive }: Failures, at: number): Failures {
  return { consecutive: consecutive + 1, lastAt: at };
}
