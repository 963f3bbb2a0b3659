import type { MeasuredLoad } from './release-profile.ts';

/** Written by `npm run bench`; not edited by hand. */
export const measuredLoad: MeasuredLoad = {
  cpuMsPerLogin: 370,
  idleCpu: 10,
  memory: 353_370_112,
  date: '2026-11-27',
  processor: 'Intel(R) Xeon(R) Processor',
};
