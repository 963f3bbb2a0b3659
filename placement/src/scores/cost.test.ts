import { describe, expect, it } from 'vitest';
import { candidate, clusterFacts } from '../testing.ts';
import { cost, COST_LABEL } from './cost.ts';

const rate = (labels: Record<string, string>) => cost.rate(candidate({ cluster: clusterFacts({ labels }) }));

describe('cost', () => {
  it.each([
    { text: '0', value: 100 },
    { text: '12.5', value: 88 },
    { text: '100', value: 0 },
    { text: '900', value: 0 },
  ])('a cost of $text gives $value', ({ text, value }) => {
    expect(rate({ [COST_LABEL]: text }).value).toBe(value);
  });

  it('puts who says nothing in the middle', () => {
    expect(rate({})).toEqual({ value: 50, because: 'there is no label face-auth.io/cost' });
  });

  it.each(['high', '-5', '', '1e2'])('does not guess what %j is', (text) => {
    expect(rate({ [COST_LABEL]: text }).value).toBe(50);
  });
});
