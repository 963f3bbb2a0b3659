import { describe, expect, it } from 'vitest';
import { growthPlot } from './growth-plot.ts';
import { logLogSlope } from './measure-plans.ts';

const growing = (power: number) => [10, 100, 1000].map((clusters) => ({ clusters, ms: 0.5 * clusters ** power }));

describe('logLogSlope', () => {
  it.each([0, 1, 2])('is %i for times that grow with that power', (power) => {
    expect(logLogSlope(growing(power))).toBeCloseTo(power, 10);
  });
});

describe('growthPlot', () => {
  it('draws every measured point of every curve, and no number that is none', () => {
    const svg = growthPlot(
      [
        { name: 'first', growth: growing(1) },
        { name: 'second', growth: [...growing(2), { clusters: 10_000, ms: 1e9 }] },
      ],
      'Growth',
    );

    expect(svg.match(/<circle/g)).toHaveLength(7);
    expect(svg).toContain('>first</text>');
    expect(svg).not.toMatch(/NaN|undefined|Infinity/);
  });
});
