import { describe, expect, it } from 'vitest';
import { attributes } from '../testing.ts';
import { windowOf } from './window.ts';

const operation = (stride: number, padding: string) => ({
  name: 'op',
  op: 'MaxPool',
  inputs: [],
  attributes: attributes({ strides: [1, stride, stride, 1], padding }),
});

describe('windowOf', () => {
  it.each([
    { padding: 'SAME', kernel: [3, 3], stride: 1, size: [5, 6], out: [5, 6], pads: [1, 1, 1, 1] },
    { padding: 'SAME', kernel: [3, 3], stride: 2, size: [6, 5], out: [3, 3], pads: [0, 1, 1, 1] },
    { padding: 'SAME', kernel: [5, 5], stride: 2, size: [256, 256], out: [128, 128], pads: [1, 1, 2, 2] },
    { padding: 'SAME', kernel: [1, 1], stride: 2, size: [5, 6], out: [3, 3], pads: [0, 0, 0, 0] },
    { padding: 'VALID', kernel: [3, 3], stride: 3, size: [3, 8], out: [1, 2], pads: [0, 0, 0, 0] },
  ])('$padding, $kernel over $size in steps of $stride', ({ padding, kernel, stride, size, out, pads }) => {
    const window = windowOf(operation(stride, padding), kernel, size);

    expect(window).toEqual({ attributes: { kernel_shape: kernel, strides: [stride, stride], pads }, size: out });
  });
});
