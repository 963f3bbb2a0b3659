/** Work that many things ask for at about the same time, and that need not be done for each of them. */
export interface Coalesced {
  /** Does it within the time, once for all who ask until then. */
  soon(): void;
  /** Does it at once, also for those who asked for it soon. */
  now(): void;
}

export function coalesced(work: () => void, withinMs: number): Coalesced {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const now = () => {
    clearTimeout(timer);
    timer = undefined;
    work();
  };

  return {
    now,
    soon: () => {
      timer ??= setTimeout(now, withinMs);
    },
  };
}
