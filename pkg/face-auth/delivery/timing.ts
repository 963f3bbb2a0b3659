/** Clock and waiting, given from outside. */
export interface Timing {
  /** Milliseconds of a clock that only goes forward. */
  readonly now: () => number;
  readonly wait: (ms: number) => Promise<void>;
}

export const REAL_TIMING: Timing = {
  now:  () => performance.now(),
  wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
};

/** Asks again each second until there is an answer; `undefined` after the deadline. */
export async function until<T>(timing: Timing, deadlineMs: number, ask: () => Promise<T | undefined>): Promise<T | undefined> {
  const end = timing.now() + deadlineMs;

  for (;;) {
    const answer = await ask();

    if (answer !== undefined || timing.now() >= end) {
      return answer;
    }
    await timing.wait(1000);
  }
}
