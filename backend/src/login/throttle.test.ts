import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { afterFailure, NO_FAILURES, throttle } from './throttle.ts';

const failed = (times: number, at = 0) =>
  Array.from({ length: times }).reduce<typeof NO_FAILURES>((all) => afterFailure(all, at), NO_FAILURES);

describe('throttling', () => {
  it('lets a user fail nine times in a row', () => {
    expect(throttle(failed(9), 0)).toEqual({ state: 'open' });
  });

  it.each([
    { failures: 10, waitMs: 30_000 },
    { failures: 11, waitMs: 60_000 },
    { failures: 16, waitMs: 1_920_000 },
    { failures: 17, waitMs: 3_600_000 },
    { failures: 99, waitMs: 3_600_000 },
  ])('makes a user wait $waitMs ms after $failures failures in a row', ({ failures, waitMs }) => {
    expect(throttle(failed(failures, 1_000), 1_000)).toEqual({ state: 'waiting', waitMs });
    expect(throttle(failed(failures, 1_000), 1_000 + waitMs)).toEqual({ state: 'open' });
  });

  it('switches face login off after 100 failures in a row, however long ago', () => {
    expect(throttle(failed(100), Number.MAX_SAFE_INTEGER)).toEqual({ state: 'off' });
  });

  it('never makes a wait shorter by one more failure', () => {
    const wait = (failures: number) => {
      const answer = throttle(failed(failures), 0);
      return answer.state === 'open' ? 0 : answer.state === 'waiting' ? answer.waitMs : Infinity;
    };

    fc.assert(fc.property(fc.integer({ min: 0, max: 150 }), (failures) => wait(failures + 1) >= wait(failures)));
  });
});
