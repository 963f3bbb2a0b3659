/**
 * How far eyes and mouth are open, read from the 468 points of the mesh (face-mesh topology of MediaPipe). Only x and y count.
 */

/**
 * Eye aspect ratio: height by width of the eye's outline, mean of both eyes. About .35 when open;
 * below .65 of the person's own open eye it is closed.
 */
export function eyeOpening(mesh: Float32Array): number {
  const left = distance(mesh, 159, 145) / distance(mesh, 33, 133);
  const right = distance(mesh, 386, 374) / distance(mesh, 362, 263);
  return (left + right) / 2;
}

/** Distance of the lips by the width of the mouth. Above .5 is clearly open; talking and laughing stay below .4. */
export function mouthOpening(mesh: Float32Array): number {
  return distance(mesh, 13, 14) / distance(mesh, 78, 308);
}

function distance(mesh: Float32Array, from: number, to: number): number {
  const x = (mesh[3 * from] ?? NaN) - (mesh[3 * to] ?? NaN);
  const y = (mesh[3 * from + 1] ?? NaN) - (mesh[3 * to + 1] ?? NaN);
  return Math.hypot(x, y);
}
