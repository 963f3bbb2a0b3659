import { describe, expect, it } from 'vitest';
import { anchorsOf, decodeDetections } from './decode-detections.ts';

const anchors = anchorsOf(256);

/** The detector's outputs with these faces at these anchors and nothing elsewhere. */
function outputs(faces: Record<number, { score: number; box: readonly number[] }>) {
  const scores = new Float32Array(anchors.length).fill(-20);
  const boxes = new Float32Array(16 * anchors.length);
  for (const [anchor, { score, box }] of Object.entries(faces)) {
    scores[Number(anchor)] = score;
    boxes.set(box, 16 * Number(anchor));
  }
  return { scores, boxes, anchors };
}

describe('anchorsOf', () => {
  it('has two in each of 16×16 places and then six in each of 8×8, row by row', () => {
    expect(anchors).toHaveLength(896);
    expect(anchors[0]).toEqual([8, 8]);
    expect(anchors[1]).toEqual([8, 8]);
    expect(anchors[2]).toEqual([24, 8]);
    expect(anchors[32]).toEqual([8, 24]);
    expect(anchors[511]).toEqual([248, 248]);
    expect(anchors[512]).toEqual([16, 16]);
    expect(anchors[518]).toEqual([48, 16]);
    expect(anchors[895]).toEqual([240, 240]);
  });

  it('has a quarter of them in a picture of half the size', () => {
    expect(anchorsOf(128)).toHaveLength(224);
  });
});

describe('decodeDetections', () => {
  const box = [3, -2, 60, 50, -10, -5, 12, -4];

  it('tells box and eyes in pixels of the input, and the confidence as a probability', () => {
    const [face, ...others] = decodeDetections(outputs({ 518: { score: 2, box } }), 0.5);

    expect(others).toEqual([]);
    expect(face).toMatchObject({ x: 51, y: 14, width: 60, height: 50 });
    expect(face?.eyes).toEqual([
      [38, 11],
      [60, 12],
    ]);
    expect(face?.confidence).toBeCloseTo(1 / (1 + Math.exp(-2)), 6);
  });

  it('leaves out what is less sure than asked', () => {
    const faces = outputs({ 518: { score: 0.1, box }, 895: { score: -0.1, box } });

    expect(decodeDetections(faces, 0.5)).toHaveLength(1);
    expect(decodeDetections(faces, 0.4)).toHaveLength(2);
  });

  it('keeps of boxes of one face the surest, and those of two faces side by side both', () => {
    const faces = outputs({
      518: { score: 1, box },
      524: { score: 3, box: [-27, -2, 60, 50] },
      536: { score: 2, box },
    });
    const found = decodeDetections(faces, 0.5);

    expect(found.map(({ x }) => x)).toEqual([80 - 27, 144 + 3]);
  });

  it('finds nothing in numbers that are none', () => {
    const broken = { scores: new Float32Array(896).fill(NaN), boxes: new Float32Array(16 * 896), anchors };

    expect(decodeDetections(broken, 0.5)).toEqual([]);
  });
});
