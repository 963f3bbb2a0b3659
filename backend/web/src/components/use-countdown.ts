import { onScopeDispose, readonly, ref, type Ref } from 'vue';

export interface Countdown {
  /** Whole seconds left; 0 when it is over or was never started. */
  readonly left: Readonly<Ref<number>>;
  start(seconds: number): void;
}

/** Counts seconds down by the clock, so that a page that slept wakes up with the right number. */
export function useCountdown(): Countdown {
  const left = ref(0);
  let endsAt = 0;
  let timer = 0;

  const tick = () => {
    left.value = Math.max(0, Math.ceil((endsAt - Date.now()) / 1000));
    if (left.value === 0) window.clearInterval(timer);
  };
  onScopeDispose(() => window.clearInterval(timer));

  return {
    left: readonly(left),
    start(seconds) {
      window.clearInterval(timer);
      endsAt = Date.now() + seconds * 1000;
      timer = window.setInterval(tick, 250);
      tick();
    },
  };
}
