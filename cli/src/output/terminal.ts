import { styleText } from 'node:util';

export type Colour = 'green' | 'red' | 'yellow' | 'cyan' | 'dim' | 'bold';

const USUAL_WIDTH = 80;

/** Where a command writes. Answers go to stdout; what happens meanwhile, and what went wrong, to stderr. */
export interface Terminal {
  /** Columns of stdout; 80 where it is no terminal, or one that does not say. */
  readonly width: number;
  /** As it is unless stdout is a terminal that may have colours (NO_COLOR, FORCE_COLOR). */
  colour(colour: Colour, text: string): string;
  print(text: string): void;
  say(text: string): void;
  /** A line on stderr that the next one takes the place of; an empty one takes it away. Nothing where stderr is no terminal. */
  progress(line: string): void;
}

export function terminal(): Terminal {
  const progress = (line: string): void => {
    if (process.stderr.isTTY)
      process.stderr.write(`\r\u001B[2K${line.slice(0, (process.stderr.columns || USUAL_WIDTH) - 1)}`);
  };
  return {
    width: process.stdout.columns || USUAL_WIDTH,
    colour: (colour, text) => styleText(colour, text, { stream: process.stdout }),
    print: (text) => void process.stdout.write(`${text}\n`),
    say(text) {
      progress('');
      process.stderr.write(`${text}\n`);
    },
    progress,
  };
}
