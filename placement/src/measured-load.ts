import type { MeasuredLoad } from './release-profile.ts';

/** Written by `npm run bench`; not edited by hand. */
export const measuredLoad: MeasuredLoad = {
  cpuMsPerLogin: 590,
  idleCpu: 1,
  memory: 266637312,
  date: '2026-11-27',
  processor: 'Intel(R) Xeon(R) Processor',
};
