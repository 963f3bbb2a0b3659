import { describe, expect, it } from 'vitest';
import { pose } from './pose.ts';

/** A head of four points, turned first to the person's left, then nodded down, then leaned, all in rad. */
function head({ yaw = 0, pitch = 0, roll = 0 }): Float32Array {
  const mesh = new Float32Array(3 * 468);
  const points: Record<number, readonly [number, number, number]> = {
    10: [0, -60, 0],
    152: [0, 60, 0],
    234: [-50, 0, 0],
    454: [50, 0, 0],
  };
  for (const [index, point] of Object.entries(points)) {
    let [x, y, z] = point;
    [x, z] = [x * Math.cos(yaw) - z * Math.sin(yaw), x * Math.sin(yaw) + z * Math.cos(yaw)];
    [y, z] = [y * Math.cos(pitch) - z * Math.sin(pitch), y * Math.sin(pitch) + z * Math.cos(pitch)];
    [x, y] = [x * Math.cos(roll) - y * Math.sin(roll), x * Math.sin(roll) + y * Math.cos(roll)];
    mesh.set([x, y, 1.5 * z], 3 * Number(index)); // the mesh shows depth so much larger
  }
  return mesh;
}

describe('pose', () => {
  it('is 0 of a head that looks straight ahead', () => {
    const { yaw, pitch, roll } = pose(head({}));

    expect([Math.abs(yaw), Math.abs(pitch), Math.abs(roll)]).toEqual([0, 0, 0]);
  });

  it('reads each turn alone, in the direction that the engine promises', () => {
    // The side of the face at the picture's right edge goes away from the camera: towards the picture's right, negative.
    expect(pose(head({ yaw: 0.3 })).yaw).toBeCloseTo(-0.3, 5);
    expect(pose(head({ pitch: 0.2 })).pitch).toBeCloseTo(0.2, 5);
    expect(pose(head({ roll: 0.4 })).roll).toBeCloseTo(0.4, 5);
  });

  it('depends neither on the size of the face nor on its place', () => {
    const mesh = head({ yaw: 0.2, pitch: -0.1, roll: 0.3 });
    const moved = mesh.map((value, index) => 3 * value + (index % 3 === 0 ? 200 : 100));

    expect(pose(moved).yaw).toBeCloseTo(pose(mesh).yaw, 5);
    expect(pose(moved).pitch).toBeCloseTo(pose(mesh).pitch, 5);
    expect(pose(moved).roll).toBeCloseTo(pose(mesh).roll, 5);
  });
});
