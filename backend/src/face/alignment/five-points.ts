/** A place in a picture, in pixels. */
export type Point = readonly [x: number, y: number];

/** Eyes, nose and mouth corners; of each pair the picture's left one first. */
export type FivePoints = readonly [Point, Point, Point, Point, Point];

/** Outlines of the eyes, the nose and the mouth corners in the 468 points of the mesh (face-mesh topology of MediaPipe). */
const LEFT_EYE = [33, 7, 163, 144, 145, 153, 154, 155, 133, 173, 157, 158, 159, 160, 161, 246];
const RIGHT_EYE = [263, 249, 390, 373, 374, 380, 381, 382, 362, 398, 384, 385, 386, 387, 388, 466];
const NOSE = [1];
const LEFT_MOUTH_CORNER = [61];
const RIGHT_MOUTH_CORNER = [291];

/** The five points that the recogniser is aligned on; an eye is the mean of its outline. */
export function fivePoints(mesh: Float32Array): FivePoints {
  return [
    meanOf(mesh, LEFT_EYE),
    meanOf(mesh, RIGHT_EYE),
    meanOf(mesh, NOSE),
    meanOf(mesh, LEFT_MOUTH_CORNER),
    meanOf(mesh, RIGHT_MOUTH_CORNER),
  ];
}

function meanOf(mesh: Float32Array, indices: readonly number[]): Point {
  let x = 0;
  let y = 0;
  for (const index of indices) {
    x += mesh[3 * index] ?? NaN;
    y += mesh[3 * index + 1] ?? NaN;
  }
  return [x / indices.length, y / indices.length];
}
