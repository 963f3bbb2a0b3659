import { describe, expect, it } from 'vitest';
import { candidate, clusterFacts, NOW } from '../testing.ts';
import { freshness } from './freshness.ts';

const MINUTE = 60_000;
const rate = (age: number) => freshness.rate(candidate({ cluster: clusterFacts({ readAt: NOW - age }) }));

describe('freshness', () => {
  it.each([
    { age: 0, value: 100 },
    { age: 15 * MINUTE, value: 75 },
    { age: 60 * MINUTE, value: 0 },
    { age: 600 * MINUTE, value: 0 },
  ])('is $value after $age ms', ({ age, value }) => {
    expect(rate(age).value).toBe(value);
  });

  it('takes a clock that runs ahead for no age', () => {
    expect(rate(-5 * MINUTE)).toEqual({ value: 100, because: 'the facts are 0 seconds old' });
  });

  it('says the age in words', () => {
    expect(rate(25 * MINUTE).because).toBe('the facts are 25 minutes old');
  });
});
