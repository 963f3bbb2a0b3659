import { describe, expect, it } from 'vitest';
import { known } from '../facts/fact.ts';
import { candidate, clusterFacts } from '../testing.ts';
import { SCORES } from './index.ts';
import { stickiness } from './stickiness.ts';

const ours = { namespace: 'face-auth', name: 'face-auth', chart: 'face-auth', version: '0.0.9', status: 'deployed' };
const rate = (release: typeof ours) =>
  stickiness.rate(candidate({ cluster: clusterFacts({ releases: known([release]) }) }));

describe('stickiness', () => {
  it('is full where the release is already', () => {
    expect(rate(ours)).toEqual({ value: 100, because: 'version 0.0.9 is there already' });
  });

  it.each([
    { name: 'another release of the chart', release: { ...ours, name: 'other' } },
    { name: 'the same name in another namespace', release: { ...ours, namespace: 'other' } },
    { name: 'the same name of another chart', release: { ...ours, chart: 'wordpress' } },
  ])('is 0 with $name', ({ release }) => {
    expect(rate(release).value).toBe(0);
  });

  it('weighs more than any other score unless the request says otherwise', () => {
    const others = SCORES.filter(({ id }) => id !== 'stickiness').map(({ defaultWeight }) => defaultWeight);

    expect(stickiness.defaultWeight).toBeGreaterThan(Math.max(...others));
  });
});
