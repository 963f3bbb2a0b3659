import { aboutTheEyes, coordinate, STEADY_POINTS } from './mesh-points.ts';

/** How much of a change against the resting face is what its depth makes of a turn. */
export interface DepthReading {
  /** About the sine of the turn as far as depth shows it. Across: positive towards the picture's left edge (the person's right); along: up. */
  readonly k: number;
  /** Share of the change in that direction that depth explains, 0..1. */
  readonly explained: number;
}

/** What depth says of a turn and of a nod. */
export interface DepthReadings {
  readonly across: DepthReading;
  readonly along: DepthReading;
}

/**
 * Tells a turning head from a picture that is tilted, moved or bent.
 *
 * A and B are the steady points at rest and now, about the middle of the eyes, both by the eyes' distance at rest (B by the
 * face's height, so that coming nearer is no change). From B every quadratic function of A's (x, y) is taken away by
 * least squares; with it goes all that a flat or simply bent sheet can do. With z the depth of the resting points less
 * its own quadratic part, and r what is left of B:
 *
 *     k = Σ z·r / Σ z²        explained = |z·k|² / |r|²        (r of x for a turn, of y for a nod)
 *
 * The depth is that of the person's own resting mesh: measured against a mean face's it separates heads from pictures as
 * well and needs no data (docs/challenge.md).
 *
 * @param rest A mesh at rest, in any unit.
 */
export function depthAgainst(rest: Float32Array): (mesh: Float32Array) => DepthReadings {
  const a = aboutTheEyes(rest);
  const xs = axisOf(a, 0);
  const ys = axisOf(a, 1);
  const flat = orthonormal([xs.map(() => 1), xs, ys, product(xs, xs), product(ys, ys), product(xs, ys)]);
  const z = without(axisOf(a, 2), flat);
  const zz = dot(z, z);
  const restHeight = extent(ys);
  /** z·r is z·b, because z has no part in what was taken away from b; and |r|² is |b|² less the squares of those parts. */
  const read = (b: readonly number[], scale: number): DepthReading => {
    const share = dot(z, b);
    const residue = flat.reduce((left, direction) => left - dot(b, direction) ** 2, dot(b, b));
    return { k: (scale * share) / zz, explained: residue > 0 ? Math.min(1, share ** 2 / zz / residue) : 0 };
  };

  return (mesh) => {
    const b = aboutTheEyes(mesh);
    const [bx, by] = [axisOf(b, 0), axisOf(b, 1)];
    const scale = restHeight / extent(by);
    return { across: read(bx, scale), along: read(by, scale) };
  };
}

function axisOf(mesh: Float32Array, axis: 0 | 1 | 2): number[] {
  return STEADY_POINTS.map((point) => coordinate(mesh, point, axis));
}

function extent(values: readonly number[]): number {
  return Math.max(...values) - Math.min(...values);
}

function scaled(values: readonly number[], factor: number): number[] {
  return values.map((value) => value * factor);
}

function dot(a: readonly number[], b: readonly number[]): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] ?? 0) * (b[i] ?? 0);
  return sum;
}

function product(a: readonly number[], b: readonly number[]): number[] {
  return a.map((value, index) => value * (b[index] ?? 0));
}

/** What is left of the values when their shares of the orthonormal directions are taken away. */
function without(values: readonly number[], directions: readonly (readonly number[])[]): number[] {
  let rest = [...values];
  for (const direction of directions) {
    const share = dot(rest, direction);
    rest = rest.map((value, index) => value - share * (direction[index] ?? 0));
  }
  return rest;
}

/** Gram–Schmidt, each column twice: over a face 1 and x² are nearly parallel. */
function orthonormal(columns: readonly (readonly number[])[]): number[][] {
  const basis: number[][] = [];
  for (const column of columns) {
    const rest = without(without(column, basis), basis);
    basis.push(scaled(rest, 1 / Math.sqrt(dot(rest, rest))));
  }
  return basis;
}
