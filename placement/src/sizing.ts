import type { Resources } from './resources.ts';

/** How many pods a cluster gets, and what each requests. */
export interface Sizing {
  readonly replicas: number;
  readonly requests: Resources;
  readonly store: 'sqlite' | 'mongodb-external' | 'mongodb-bundled';
  /** Logins per minute that this carries, after the release profile. */
  readonly capacity: number;
  readonly because: string;
}
