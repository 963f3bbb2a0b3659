import type { FivePoints, Point } from './five-points.ts';

/** Where a pixel of the crop lies in the picture: `(a·x − b·y + tx, b·x + a·y + ty)`. */
export interface SimilarityTransform {
  readonly a: number;
  readonly b: number;
  readonly tx: number;
  readonly ty: number;
}

/** Where a pixel of the crop lies in the picture. */
export function placeAt({ a, b, tx, ty }: SimilarityTransform, [x, y]: Point): Point {
  return [a * x - b * y + tx, b * x + a * y + ty];
}

/** Where the five points lie in the recogniser's 112×112 crop: ArcFace's template, scaled by .95 and 1 px lower (docs/models.md). */
export const TEMPLATE_POINTS: FivePoints = [
  [39.1799, 52.9115],
  [72.6552, 52.7263],
  [56.0239, 71.9498],
  [42.2718, 91.5472],
  [69.9934, 91.3939],
];

/**
 * The similarity that brings the template points nearest to the points of a face, by least squares. With the template points T,
 * the face's points P, their means m and p, A = T − m and B = P − p:
 *
 *     a = Σ A·B / Σ |A|²     b = Σ (Aₓ·B_y − A_y·Bₓ) / Σ |A|²     (tx, ty) = p − (a·mₓ − b·m_y, b·mₓ + a·m_y)
 */
export function similarityTransform(points: FivePoints): SimilarityTransform {
  const [mx, my] = meanPoint(TEMPLATE_POINTS);
  const [px, py] = meanPoint(points);
  let dot = 0;
  let cross = 0;
  let norm = 0;
  TEMPLATE_POINTS.forEach(([x, y], index) => {
    const [u, v] = points[index] ?? [NaN, NaN];
    dot += (x - mx) * (u - px) + (y - my) * (v - py);
    cross += (x - mx) * (v - py) - (y - my) * (u - px);
    norm += (x - mx) ** 2 + (y - my) ** 2;
  });
  const a = dot / norm;
  const b = cross / norm;
  return { a, b, tx: px - a * mx + b * my, ty: py - b * mx - a * my };
}

function meanPoint(points: FivePoints): Point {
  const sum = points.reduce(([x, y], [u, v]) => [x + u, y + v]);
  return [sum[0] / points.length, sum[1] / points.length];
}
