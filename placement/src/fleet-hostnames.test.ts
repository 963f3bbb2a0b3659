import { describe, expect, it } from 'vitest';
import { known } from './facts/fact.ts';
import { fleetHostnames } from './fleet-hostnames.ts';
import { clusterFacts, placementRequest } from './testing.ts';

const a = clusterFacts({ id: 'a', name: 'shop' });
const b = clusterFacts({ id: 'b', name: 'shop' });
const c = clusterFacts({
  id: 'c',
  name: 'plant',
  hostnames: known([{ hostname: 'login.shop.example.com', ingress: 'old/login' }]),
});

describe('fleetHostnames', () => {
  it('names those that would answer and those that do, not the cluster itself', () => {
    const rivals = fleetHostnames([c, b, a], placementRequest());

    expect(rivals(a)('login.shop.example.com')).toEqual(['b', 'c']);
    expect(rivals(c)('login.shop.example.com')).toEqual(['a', 'b']);
    expect(rivals(c)('login.plant.example.com')).toEqual([]);
  });

  it('answers for another template too', () => {
    const rivals = fleetHostnames([a, b, c], placementRequest());

    expect(rivals(c)('login.example.com', 'login.example.com')).toEqual(['a', 'b']);
  });

  it('counts only clusters that are named, and those where the name is in use', () => {
    const request = placementRequest({ selection: { mode: 'named', clusters: ['a'] } });

    expect(fleetHostnames([a, b], request)(a)('login.shop.example.com')).toEqual([]);
    expect(fleetHostnames([a, b, c], request)(a)('login.shop.example.com')).toEqual(['c']);
  });

  it('does not hold the named clusters against one that is not named', () => {
    const request = placementRequest({ selection: { mode: 'named', clusters: ['a'] } });

    expect(fleetHostnames([a, b], request)(b)('login.shop.example.com')).toEqual([]);
  });
});
