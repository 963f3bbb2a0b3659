export interface Timers {
  readonly now: () => number;
  readonly after: (ms: number, run: () => void) => number;
  readonly cancel: (timer: number) => void;
}

export const BROWSER_TIMERS: Timers = {
  now: () => performance.now(),
  after: (ms, run) => window.setTimeout(run, ms),
  cancel: (timer) => window.clearTimeout(timer),
};

export interface Steady<T> {
  /** Shows a value now, or, when the last change is too fresh, the newest one as soon as the gap is over. */
  offer(value: T): void;
  stop(): void;
}

/**
 * Keeps what is shown from flickering: at most one change in `gapMs`, the newest value wins, and a value that is
 * shown already is not shown again. For eyes with a short gap, for screen readers with a long one.
 */
export function steady<T>(
  show: (value: T) => void,
  gapMs: number,
  { same = Object.is, timers = BROWSER_TIMERS }: { same?: (a: T, b: T) => boolean; timers?: Timers } = {},
): Steady<T> {
  let shown: { readonly value: T; readonly at: number } | undefined;
  let timer: number | undefined;
  let newest: T;

  const stop = () => {
    if (timer !== undefined) timers.cancel(timer);
    timer = undefined;
  };
  const showNewest = () => {
    timer = undefined;
    if (shown !== undefined && same(shown.value, newest)) return;
    shown = { value: newest, at: timers.now() };
    show(newest);
  };

  return {
    offer(value) {
      newest = value;
      if (timer !== undefined) return;
      const wait = shown === undefined ? 0 : shown.at + gapMs - timers.now();
      if (wait <= 0) showNewest();
      else timer = timers.after(wait, showNewest);
    },
    stop,
  };
}
