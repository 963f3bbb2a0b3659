/** Outlines of the eyes in the mesh of 468 points, the picture's left eye first. */
const LEFT_EYE = [33, 7, 163, 144, 145, 153, 154, 155, 133, 173, 157, 158, 159, 160, 161, 246] as const;
const RIGHT_EYE = [263, 249, 390, 373, 374, 380, 381, 382, 362, 398, 384, 385, 386, 387, 388, 466] as const;
const LIPS = [
  61, 146, 91, 181, 84, 17, 314, 405, 321, 375, 291, 308, 324, 318, 402, 14, 87, 178, 88, 95, 185, 40, 39, 37, 0, 267,
  269, 270, 409, 415, 310, 311, 312, 13, 82, 81, 80, 191, 78,
] as const;
const JAW = [
  152, 148, 176, 149, 150, 136, 172, 58, 132, 377, 400, 378, 379, 365, 397, 288, 361, 175, 171, 140, 170, 169, 135, 138,
  215, 177, 396, 369, 395, 394, 364, 367, 435, 401, 199, 200, 208, 428, 421, 201, 18, 313, 83, 182, 406,
] as const;

export const MESH_POINTS = 468;

const moving = new Set<number>([...LIPS, ...JAW, ...LEFT_EYE, ...RIGHT_EYE]);

/** The points that neither lips, lids nor jaw move: how they lie changes only with the pose of the head. */
export const STEADY_POINTS: readonly number[] = Array.from({ length: MESH_POINTS }, (_, point) => point).filter(
  (point) => !moving.has(point),
);

/** One coordinate of one point; axis 0 is x, 1 is y, 2 is z. */
export function coordinate(mesh: Float32Array, point: number, axis: 0 | 1 | 2): number {
  const value = mesh[3 * point + axis];
  if (value === undefined) throw new RangeError(`a mesh has ${MESH_POINTS} points of three coordinates`);
  return value;
}

/** The middle between the eyes, and their distance, in the mesh's unit. */
export function eyesOf(mesh: Float32Array): { readonly x: number; readonly y: number; readonly distance: number } {
  const mean = (points: readonly number[], axis: 0 | 1) =>
    points.reduce((sum, point) => sum + coordinate(mesh, point, axis), 0) / points.length;
  const [leftX, leftY] = [mean(LEFT_EYE, 0), mean(LEFT_EYE, 1)];
  const [rightX, rightY] = [mean(RIGHT_EYE, 0), mean(RIGHT_EYE, 1)];
  return { x: (leftX + rightX) / 2, y: (leftY + rightY) / 2, distance: Math.hypot(rightX - leftX, rightY - leftY) };
}

/** The mesh moved and scaled so that the middle between the eyes is the origin and their distance is 1. */
export function aboutTheEyes(mesh: Float32Array): Float32Array {
  const { x, y, distance } = eyesOf(mesh);
  const middle = [x, y, 0];
  return mesh.map((value, index) => (value - (middle[index % 3] ?? 0)) / distance);
}
