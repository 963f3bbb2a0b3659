import { spatial, text } from '../graph-model/attributes.ts';
import type { Operation } from '../graph-model/read-graph-model.ts';

/** How a window moves over a picture, as attributes of ONNX, and the height and width that come out. */
export interface Window {
  readonly attributes: {
    readonly kernel_shape: readonly number[];
    readonly strides: readonly number[];
    /** Rows above and columns before, rows below and columns after. */
    readonly pads: readonly number[];
  };
  readonly size: readonly number[];
}

/**
 * Writes out what `SAME` and `VALID` mean for a window of `kernel` height and width over a picture of `size`.
 *
 *     SAME:   out = ⌈in / stride⌉, padded by (out − 1)·stride + kernel − in, the odd row or column at the end
 *     VALID:  out = ⌊(in − kernel) / stride⌋ + 1
 */
export function windowOf(operation: Operation, kernel: readonly number[], size: readonly number[]): Window {
  const strides = spatial(operation, 'strides');
  const same = text(operation, 'padding') === 'SAME';
  const axes = strides.map((stride, axis) => {
    const [length = 0, reach = 0] = [size[axis], kernel[axis]];
    if (!same) return { out: Math.floor((length - reach) / stride) + 1, before: 0, after: 0 };
    const out = Math.ceil(length / stride);
    const padding = Math.max((out - 1) * stride + reach - length, 0);
    return { out, before: Math.floor(padding / 2), after: Math.ceil(padding / 2) };
  });
  const pads = [...axes.map(({ before }) => before), ...axes.map(({ after }) => after)];
  return { attributes: { kernel_shape: kernel, strides, pads }, size: axes.map(({ out }) => out) };
}
