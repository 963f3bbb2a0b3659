import { describe, expect, it } from 'vitest';
import { variantsOf } from './variants.ts';

describe('variantsOf', () => {
  it('puts clusters of equal values together', () => {
    const values = { nodeSelector: { disk: 'ssd' } };

    expect(
      variantsOf([
        { cluster: 'a', variant: 'sqlite', values },
        { cluster: 'b', variant: 'sqlite', values: { nodeSelector: { disk: 'ssd' } } },
      ]),
    ).toEqual([{ name: 'sqlite', values, clusters: ['a', 'b'] }]);
  });

  it('gives every variant a name of its own', () => {
    const variants = variantsOf([
      { cluster: 'a', variant: 'sqlite', values: {} },
      { cluster: 'b', variant: 'sqlite', values: { replicas: 2 } },
      { cluster: 'c', variant: 'mongodb-external', values: { replicas: 2 } },
    ]);

    expect(variants.map(({ name }) => name)).toEqual(['sqlite', 'sqlite-2', 'mongodb-external']);
  });
});
