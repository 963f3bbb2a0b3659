import { describe, expect, it } from 'vitest';
import { candidate, clusterFacts, placementRequest } from '../testing.ts';
import { locality } from './locality.ts';

const zone = (value: string, weight: number) => ({
  weight,
  requirement: { key: 'zone', operator: 'In' as const, values: [value] },
});
const ssd = { weight: 30, requirement: { key: 'ssd', operator: 'Exists' as const } };

describe('locality', () => {
  it.each([
    { name: 'the weight of what holds, of all weights', labels: { zone: 'eu-1' }, value: 70 },
    { name: 'all of it', labels: { zone: 'eu-1', ssd: '' }, value: 100 },
    { name: 'nothing', labels: { zone: 'us-1' }, value: 0 },
  ])('counts $name', ({ labels, value }) => {
    const request = placementRequest({ constraints: { preferredLabels: [zone('eu-1', 70), ssd] } });

    expect(locality.rate(candidate({ request, cluster: clusterFacts({ labels }) })).value).toBe(value);
  });

  it('is the same for all where nothing is preferred', () => {
    expect(locality.rate(candidate())).toEqual({ value: 100, because: 'no label is preferred' });
  });
});
