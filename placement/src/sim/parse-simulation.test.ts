import { describe, expect, it } from 'vitest';
import { parseSimulation } from './parse-simulation.ts';

describe('parseSimulation', () => {
  it.each([
    ['factory:1000', { shape: 'factory', clusters: 1000, seed: 1 }],
    ['retail:20:7', { shape: 'retail', clusters: 20, seed: 7 }],
  ])('reads %s', (text, simulation) => {
    expect(parseSimulation(text)).toEqual({ simulation });
  });

  it.each([
    ['factory', 'shape:clusters'],
    ['factory:1:2:3', 'shape:clusters'],
    ['ship:10', '"ship" is no shape of a fleet: choose factory, retail, telco, cloud'],
    ['toString:10', 'no shape'],
    ['factory:0', '"0" is no number of clusters'],
    ['factory:1e9', '"1e9" is no number of clusters'],
    ['factory:100001', 'from 1 to 100000'],
    ['factory:10:-1', '"-1" is no seed'],
  ])('says what is wrong with %s', (text, message) => {
    expect(parseSimulation(text)).toEqual({ error: expect.stringContaining(message) as string });
  });
});
