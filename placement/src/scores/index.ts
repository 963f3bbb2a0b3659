import type { Score } from '../rule.ts';
import { cost } from './cost.ts';
import { freshness } from './freshness.ts';
import { headroom } from './headroom.ts';
import { locality } from './locality.ts';
import { quiet } from './quiet.ts';
import { redundancy } from './redundancy.ts';
import { stickiness } from './stickiness.ts';
import { storage } from './storage.ts';

/** In the order in which they are shown. */
export const SCORES: readonly Score[] = [headroom, locality, redundancy, storage, cost, quiet, stickiness, freshness];
