import { describe, expect, it } from 'vitest';
import { prominence } from './prominence.ts';

describe('prominence', () => {
  const picture = { width: 250, height: 250 };
  const face = (x: number, y: number, size: number) =>
    prominence({ x: x - size / 2, y: y - size / 2, width: size, height: size }, picture);

  it('is larger of the larger face in the same place', () => {
    expect(face(125, 125, 100)).toBeGreaterThan(face(125, 125, 90));
  });

  it('prefers the face in the middle to a slightly larger one at the side', () => {
    expect(face(134, 134, 102)).toBeGreaterThan(face(45, 104, 114));
  });

  it('does not count what the edge cuts off', () => {
    expect(face(111, 140, 126)).toBeGreaterThan(face(213, 95, 138));
  });

  it('prefers a much larger face wherever it is', () => {
    expect(face(60, 60, 110)).toBeGreaterThan(face(125, 125, 50));
  });

  it('is 0 of a face outside the picture', () => {
    expect(face(-100, 100, 100)).toBe(0);
  });
});
