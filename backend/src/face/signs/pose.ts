import type { Pose } from '../engine.ts';

/** Top of the forehead, chin and the sides of the face in the 468 points of the mesh (face-mesh topology of MediaPipe). */
const TOP = 10;
const CHIN = 152;
const LEFT_SIDE = 234;
const RIGHT_SIDE = 454;

/** The mesh net guesses depth, and too much of it; Human reads its angles so, and all limits are in them. */
const DEPTH_WEIGHT = 1 / 1.5;

type Vector = readonly [x: number, y: number, z: number];

/**
 * How the head is held, read as Human does (`src/face/angles.ts` of @vladmandic/human 3.3.6): the axes of the head are
 *
 *     y = |chin − top|     z = |side to side × y|     x = y × z
 *
 * and with them as the rows of a rotation matrix, taken apart as Euler angles in the order YZX,
 *
 *     pitch = atan2(y_z, y_y)     yaw = atan2(z_x, x_x)     roll = −atan2(y_x, √(x_x² + z_x²))
 */
export function pose(mesh: Float32Array): Pose {
  const y = unit(from(mesh, TOP, CHIN));
  const z = unit(cross(unit(from(mesh, LEFT_SIDE, RIGHT_SIDE)), y));
  const x = cross(y, z);
  return {
    yaw: Math.atan2(z[0], x[0]),
    pitch: Math.atan2(y[2], y[1]),
    roll: -Math.atan2(y[0], Math.hypot(x[0], z[0])),
  };
}

function from(mesh: Float32Array, start: number, end: number): Vector {
  const along = (axis: number): number => (mesh[3 * end + axis] ?? NaN) - (mesh[3 * start + axis] ?? NaN);
  return [along(0), along(1), DEPTH_WEIGHT * along(2)];
}

function unit([x, y, z]: Vector): Vector {
  const length = Math.hypot(x, y, z);
  return [x / length, y / length, z / length];
}

function cross([ax, ay, az]: Vector, [bx, by, bz]: Vector): Vector {
  return [ay * bz - az * by, az * bx - ax * bz, ax * by - ay * bx];
}
