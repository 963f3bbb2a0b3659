/** Without a terminal a line about every so many ms. */
const LINE_MS = 10_000;
/** A terminal is written to no more often than it can be read, ms. */
const COUNT_MS = 100;

export interface ProgressOptions {
  readonly isTerminal: boolean;
  readonly write: (text: string) => void;
  readonly now: () => number;
}

/** Says how far something is: on a terminal in one line that counts, else in a line every ten seconds. */
export function sayProgress({
  isTerminal,
  write,
  now,
}: ProgressOptions): (what: string, done: number, of: number) => void {
  let saidAt = now();
  return (what, done, of) => {
    const isOver = done === of;
    const isDue = now() - saidAt >= (isTerminal ? COUNT_MS : LINE_MS);
    if (!isDue && !(isTerminal && isOver)) return;
    saidAt = now();
    const text = `${done.toLocaleString('en')} of ${of.toLocaleString('en')} ${what}`;
    // The end of the line is erased: the last count may have been longer.
    write(isTerminal ? `\r${text}\x1b[K${isOver ? '\n' : ''}` : `${text}\n`);
  };
}
