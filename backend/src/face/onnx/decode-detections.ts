import type { Point } from '../alignment/five-points.ts';

/** A face as the detector sees it, in pixels of its input (corners of pixels at whole numbers). */
export interface Detection {
  readonly confidence: number;
  /** The middle. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** The picture's left eye and right eye. */
  readonly eyes: readonly [Point, Point];
}

/** The detector looks at grids of this spacing, one after the other, so many times in each place. */
const GRIDS = [
  { spacing: 16, anchors: 2 },
  { spacing: 32, anchors: 6 },
];

/** Boxes of the same face overlap more, those of different faces less (intersection over union). */
const SAME_FACE_OVERLAP = 0.3;

/** Middles of the places that the detector looks at, one for each anchor. @param size Width and height of its input. */
export function anchorsOf(size: number): Point[] {
  return GRIDS.flatMap(({ spacing, anchors }) => {
    const columns = size / spacing;
    return Array.from({ length: columns * columns * anchors }, (_, index): Point => {
      const place = Math.floor(index / anchors);
      return [((place % columns) + 0.5) * spacing, (Math.floor(place / columns) + 0.5) * spacing];
    });
  });
}

/**
 * Faces the detector is sure enough of, surest first, each once.
 *
 * @param scores A logit for each anchor.
 * @param boxes 16 numbers for each: middle of the box, width, height, then six points, of which the eyes are the first two.
 */
export function decodeDetections(
  { scores, boxes, anchors }: { scores: Float32Array; boxes: Float32Array; anchors: readonly Point[] },
  minConfidence: number,
): Detection[] {
  const minScore = Math.log(minConfidence / (1 - minConfidence));
  const found: Detection[] = [];
  anchors.forEach(([x, y], anchor) => {
    const score = scores[anchor] ?? NaN;
    if (!(score >= minScore)) return;
    const at = (index: number): number => boxes[16 * anchor + index] ?? NaN;
    found.push({
      confidence: 1 / (1 + Math.exp(-score)),
      x: x + at(0),
      y: y + at(1),
      width: at(2),
      height: at(3),
      eyes: [
        [x + at(4), y + at(5)],
        [x + at(6), y + at(7)],
      ],
    });
  });
  found.sort((one, other) => other.confidence - one.confidence);

  const kept: Detection[] = [];
  for (const face of found) {
    if (kept.every((other) => overlap(face, other) < SAME_FACE_OVERLAP)) kept.push(face);
  }
  return kept;
}

function overlap(one: Detection, other: Detection): number {
  const along = (a: number, aSize: number, b: number, bSize: number): number =>
    Math.max(0, Math.min(a + aSize / 2, b + bSize / 2) - Math.max(a - aSize / 2, b - bSize / 2));
  const shared = along(one.x, one.width, other.x, other.width) * along(one.y, one.height, other.y, other.height);
  return shared / (one.width * one.height + other.width * other.height - shared);
}
