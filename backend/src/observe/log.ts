import { pino, type DestinationStream, type Logger } from 'pino';

export type Log = Logger;

export interface LogOptions {
  readonly level: 'debug' | 'info' | 'warn' | 'error';
  /** `text`: one plain sentence a line, for people at a terminal. */
  readonly format: 'json' | 'text';
  /** Takes one line at a time, with its line break. */
  readonly write: (line: string) => void;
}

/** Makes the log. User names may stand in it at `debug` only; pictures, vectors, tokens and session ids never. */
export function createLog({ level, format, write }: LogOptions): Log {
  const destination: DestinationStream = {
    write: (line) => {
      write(format === 'json' ? line : toText(line));
    },
  };
  return pino({ level, base: null, formatters: { level: (label) => ({ level: label }) } }, destination);
}

function toText(line: string): string {
  const { level, msg, err } = JSON.parse(line) as { level: string; msg: string; err?: { stack?: string } };
  const sentence = level === 'info' || level === 'debug' ? msg : `${level}: ${msg}`;
  return err?.stack === undefined ? `${sentence}\n` : `${sentence}\n${err.stack}\n`;
}
