import type { Terminal } from '../output/terminal.ts';

/** What Ctrl-C means while releases are delivered, brought back or taken away. */
export interface Interruption {
  /** After the first: nothing new is begun, helm ends what it began and writes down how it went. */
  readonly stop: AbortSignal;
  /** After the second: helm is killed where it stands. */
  readonly kill: AbortSignal;
  /** Back to what Ctrl-C is otherwise. */
  end(): void;
}

/** A terminal sends a signal to every process of a command, and one of them may pass it on: that is one, not two. */
const SAME_MS = 500;

export function listenForInterruption(terminal: Terminal): Interruption {
  const stop = new AbortController();
  const kill = new AbortController();
  let first = 0;
  const onSignal = (): void => {
    if (!stop.signal.aborted) {
      first = performance.now();
      terminal.say(
        'face-auth: stopping; helm ends what it began (once more: it is killed, and the release stays unfinished)',
      );
      stop.abort();
    } else if (performance.now() - first > SAME_MS) {
      kill.abort();
    }
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const signal of signals) process.on(signal, onSignal);
  return {
    stop: stop.signal,
    kill: kill.signal,
    end() {
      for (const signal of signals) process.off(signal, onSignal);
    },
  };
}
