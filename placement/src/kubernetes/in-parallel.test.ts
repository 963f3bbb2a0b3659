import { expect, it } from 'vitest';
import { CLUSTERS_AT_ONCE, inParallel } from './in-parallel.ts';

it('works on 16 at once, and keeps the order', async () => {
  let running = 0;
  let most = 0;
  const results = await inParallel(
    Array.from({ length: 50 }, (_, index) => index),
    CLUSTERS_AT_ONCE,
    async (index) => {
      running += 1;
      most = Math.max(most, running);
      await Promise.resolve();
      running -= 1;

      return index * 2;
    },
  );

  expect(most).toBe(16);
  expect(results).toEqual(Array.from({ length: 50 }, (_, index) => index * 2));
});
