import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

export const BACKEND = resolve(import.meta.dirname, '..', '..');

/** A running service of any role. */
export interface Service {
  /** Where it is to be reached. */
  readonly url: string;
  /** Lets what is under way end, then ends all its parts. */
  stop(): Promise<void>;
}

/** How the parts that have been started are ended, in the order in which that has to happen. */
export type Parts = (() => Promise<void>)[];

/** Starts the parts of a service; when one does not start, those before it are ended. @param start Returns where it is to be reached. */
export async function startService(start: (parts: Parts) => Promise<string>): Promise<Service> {
  const parts: Parts = [];
  const stop = async (): Promise<void> => {
    for (const end of parts.splice(0)) await end();
  };
  try {
    return { url: await start(parts), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

export function readVersion(): string {
  const { version } = JSON.parse(readFileSync(join(BACKEND, 'package.json'), 'utf8')) as { version: string };
  return version;
}
