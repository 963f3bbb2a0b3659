import type { Constant } from '../graph-model/read-graph-model.ts';

/**
 * Reorders the axes of a constant: axis `i` of the result is axis `axes[i]` of `constant`, as in numpy's `transpose`.
 */
export function transpose({ shape, values }: Constant, axes: readonly number[]): Float32Array {
  const strides = shape.map((_, axis) => shape.slice(axis + 1).reduce((product, size) => product * size, 1));
  const result = new Float32Array(values.length);
  let written = 0;
  const walk = (depth: number, offset: number): void => {
    const axis = axes[depth];
    if (axis === undefined) {
      result[written++] = values[offset] ?? NaN;
      return;
    }
    for (let i = 0; i < (shape[axis] ?? 0); i++) walk(depth + 1, offset + i * (strides[axis] ?? 0));
  };
  walk(0, 0);
  return result;
}
