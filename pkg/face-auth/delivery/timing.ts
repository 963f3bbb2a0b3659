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

/** No wait ends after `end`: who has left the page asks nothing more. What Rancher was told to do goes on. */
export function timingUntil(timing: Timing, end: Promise<void>): Timing {
  let ended = false;

  end.then(() => {
    ended = true;
  });

  return {
    now:  timing.now,
    wait: async(ms) => {
      await timing.wait(ms);
      if (ended) {
        await new Promise<never>(() => undefined);
      }
    },
  };
}

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
