import { describe, expect, it } from 'vitest';
import { known } from '../facts/fact.ts';
import { candidate, clusterFacts } from '../testing.ts';
import { quiet } from './quiet.ts';

const release = (name: string, chart = name) => ({
  namespace: name === 'face-auth' ? 'face-auth' : 'default',
  name,
  chart,
  version: '1.0.0',
  status: 'deployed',
});
const rate = (names: string[]) =>
  quiet.rate(candidate({ cluster: clusterFacts({ releases: known(names.map((name) => release(name))) }) }));

describe('quiet', () => {
  it('falls with every other release, the first ones most', () => {
    const others = Array.from({ length: 10 }, (_, index) => `shop-${index}`);

    expect([rate([]), rate(others.slice(0, 1)), rate(others)].map(({ value }) => value)).toEqual([100, 91, 50]);
  });

  it('does not count our own', () => {
    expect(rate(['face-auth', 'shop'])).toEqual({ value: 91, because: 'there is 1 other release' });
  });
});
