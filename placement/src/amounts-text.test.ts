import { describe, expect, it } from 'vitest';
import { amountsText } from './amounts-text.ts';

describe('amountsText', () => {
  it('names CPU and memory first, then the rest by name, and leaves out what is 0', () => {
    const amounts = { 'nvidia.com/gpu': 2, pods: 1, memory: 2 ** 29, 'ephemeral-storage': 2 ** 30, cpu: 250, other: 0 };

    expect(amountsText(amounts)).toBe(
      '250m CPU, 512 MiB memory, 1 GiB ephemeral storage, 2 nvidia.com/gpu and one place for a pod',
    );
  });

  it('rounds down what there is and up what is missing', () => {
    expect(amountsText({ memory: 2 ** 20 + 1 })).toBe('1 MiB memory');
    expect(amountsText({ memory: 2 ** 20 + 1 }, 'up')).toBe('1.1 MiB memory');
  });

  it('says so when it is nothing', () => {
    expect(amountsText({ cpu: 0 })).toBe('nothing');
  });
});
