import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { depthAgainst } from './depth.ts';
import { faceFacts } from './testing.ts';

const depth = depthAgainst(faceFacts().mesh);
const angle = fc.double({ min: -0.5, max: 0.5, noNaN: true });

describe('depthAgainst', () => {
  it.each([
    { name: 'left', options: { left: 0.3 }, axis: 'across', sine: -Math.sin(0.3) },
    { name: 'right', options: { left: -0.3 }, axis: 'across', sine: Math.sin(0.3) },
    { name: 'up', options: { up: 0.3 }, axis: 'along', sine: Math.sin(0.3) },
    { name: 'down', options: { up: -0.3 }, axis: 'along', sine: -Math.sin(0.3) },
  ] as const)('reads about the sine of a turn $name', ({ options, axis, sine }) => {
    const reading = depth(faceFacts(options).mesh);

    expect(reading[axis].k / sine).toBeGreaterThan(0.8);
    expect(reading[axis].k / sine).toBeLessThan(1.3);
    expect(reading[axis].explained).toBeGreaterThan(0.9);
  });

  it('reads nothing from a flat picture, however it is turned, tilted, moved or brought near', () => {
    const flat = depthAgainst(faceFacts({ isFlat: true }).mesh);

    fc.assert(
      fc.property(angle, angle, fc.double({ min: 0.2, max: 0.8, noNaN: true }), (left, up, height) => {
        const { across, along } = flat(faceFacts({ isFlat: true, left, up, height, at: [height, 0.5] }).mesh);
        expect(Math.hypot(across.k, along.k)).toBeLessThan(0.01);
      }),
    );
  });

  it('reads nothing from a picture bent round an upright axis', () => {
    const mesh = faceFacts({ isFlat: true }).mesh;
    const bent = mesh.map((value, index) => (index % 3 === 0 ? value + 0.0008 * (value - 320) ** 2 : value));

    expect(Math.abs(depthAgainst(mesh)(bent).across.k)).toBeLessThan(0.05);
  });

  it('reads nothing when a head only comes nearer or moves aside', () => {
    const { across, along } = depth(faceFacts({ height: 0.7, at: [0.3, 0.6] }).mesh);

    expect(Math.hypot(across.k, along.k)).toBeLessThan(0.01);
  });

  it('does not care in which unit the depth and the picture are, if it is the same', () => {
    const far = depthAgainst(faceFacts({ height: 0.2 }).mesh)(faceFacts({ height: 0.2, left: 0.3 }).mesh);

    expect(far.across.k).toBeCloseTo(depth(faceFacts({ left: 0.3 }).mesh).across.k, 3);
  });

  it('refuses a mesh with too few points', () => {
    expect(() => depthAgainst(new Float32Array(30))).toThrow('468 points');
  });
});
