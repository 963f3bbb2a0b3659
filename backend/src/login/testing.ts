/** Builders for tests: a made-up head that turns, blinks and speaks, or a flat picture of it; and what shows it to a course. */
import type { Cover, FaceFacts, PictureFacts } from '../face/engine.ts';
import type { Course, CourseStep, RejectReason } from './course.ts';
import { MESH_POINTS } from './mesh-points.ts';
import type { Move } from './moves.ts';

export interface FaceOptions {
  /** How far the head is turned towards the picture's right edge (the person's left), rad. */
  readonly left?: number;
  /** How far it is tilted back, rad. */
  readonly up?: number;
  /** Whether the head is a picture on paper, which is tilted instead of turned. */
  readonly isFlat?: boolean;
  /** Share of the open eye. */
  readonly eye?: number;
  readonly mouth?: number;
  readonly person?: string;
  /** Middle of the face by the picture's width and height. */
  readonly at?: readonly [number, number];
  /** Face height by the picture's height. */
  readonly height?: number;
  readonly brightness?: number;
  readonly evenness?: number;
  readonly sharpness?: number;
  readonly cover?: Partial<Cover>;
  readonly confidence?: number;
}

export const PICTURE = { width: 640, height: 480 };
/** The mesh weighs depth by 1/1.5, so that it reads less than the head turns. */
const READS = 0.67;
const LEFT_EYE = [33, 7, 163, 144, 145, 153, 154, 155, 133, 173, 157, 158, 159, 160, 161, 246];
const RIGHT_EYE = [263, 249, 390, 373, 374, 380, 381, 382, 362, 398, 384, 385, 386, 387, 388, 466];

/** One face as the engine reports it, without a vector; looks straight, open-eyed, well lit. */
export function faceFacts(options: FaceOptions = {}): FaceFacts {
  const { left = 0, up = 0, isFlat = false, at = [0.5, 0.5], height = 0.45 } = options;
  const size = (height * PICTURE.height) / 2.2;
  const mesh = new Float32Array(3 * MESH_POINTS);
  const place = posed(left, up, size, at);
  HEAD.forEach(([x, y, z], point) => mesh.set(place(x, y, isFlat ? 0 : z), 3 * point));
  const [xs, ys] = [0, 1].map((axis) => mesh.filter((_, index) => index % 3 === axis));
  const [x, y] = [Math.min(...(xs ?? [])), Math.min(...(ys ?? []))];
  const reads = isFlat ? 0.1 : READS;
  return {
    box: { x, y, width: Math.max(...(xs ?? [])) - x, height: Math.max(...(ys ?? [])) - y },
    confidence: options.confidence ?? 0.9,
    fit: 1,
    region: { x: 0.5, y: 0.375, size: 0.5, roll: 0 },
    // A mesh looks like a head even where it was found on paper.
    mesh: isFlat
      ? mesh.map((value, index) => (index % 3 === 2 ? (HEAD[(index - 2) / 3]?.[2] ?? 0) * size : value))
      : mesh,
    pose: { yaw: -left * reads || 0, pitch: -up * reads || 0, roll: 0 },
    eyeOpening: 0.35 * (options.eye ?? 1),
    mouthOpening: options.mouth ?? 0.05,
    brightness: options.brightness ?? 120,
    evenness: options.evenness ?? 0.9,
    sharpness: options.sharpness ?? 120,
    cover: { eyes: 0.02, mouth: 0.02, ...options.cover },
  };
}

export function pictureFacts(...faces: readonly FaceFacts[]): PictureFacts {
  return { ...PICTURE, faces, brightness: faces[0]?.brightness ?? 120 };
}

/** A unit vector of its own for every person. */
export function vectorOf(person: string): Float32Array {
  const vector = new Float32Array(192);
  const hash = [...person].reduce((sum, letter) => (31 * sum + letter.charCodeAt(0)) % 192, 7);
  vector[hash] = 1;
  return vector;
}

/** What the camera sees for a while; the argument runs from 0 to 1. */
export interface Scene {
  readonly forMs: number;
  readonly see: (share: number) => readonly FaceOptions[];
  /** The camera gives the same picture again and again. */
  readonly isFrozen?: boolean;
}

export const still = (forMs: number, options: FaceOptions = {}): Scene => ({ forMs, see: () => [options] });
export const nobody = (forMs: number): Scene => ({ forMs, see: () => [] });

/** There and back again, the way a person moves: .4 s to the end, .4 s there, .4 s back. */
export function making(move: Move, options: FaceOptions = {}, size = 0.5): Scene {
  const extent = (share: number) => Math.min(1, 3 * share, 3 * (1 - share)) * size;
  const see = (share: number): FaceOptions => {
    switch (move) {
      case 'turn-left':
        return { left: extent(share) };
      case 'turn-right':
        return { left: -extent(share) };
      case 'look-up':
        return { up: extent(share) };
      case 'look-down':
        return { up: -extent(share) };
      case 'blink':
        return { eye: 1 - Math.min(0.8, 1.7 * extent(share)) };
      case 'open-mouth':
        return { mouth: 0.05 + 1.3 * extent(share) };
    }
  };
  return { forMs: move === 'blink' ? 400 : 1_200, see: (share) => [{ ...options, ...see(share) }] };
}

/** Shows scenes to a course until it ends or they do. Vectors are given when the course wants them. */
export function show(course: Course, scenes: readonly Scene[], { startedAt = 0, everyMs = 100 } = {}): CourseStep[] {
  const steps: CourseStep[] = [];
  let at = startedAt;
  for (const { forMs, see, isFrozen } of scenes) {
    for (let ms = 0; ms < forMs; ms += everyMs, at += everyMs) {
      const wantsVector = course.wants(at).vector !== 'none';
      const faces = see(ms / forMs).map((options) => {
        const face = faceFacts(options);
        return wantsVector ? { ...face, vector: vectorOf(options.person ?? 'anna') } : face;
      });
      const picture = pictureFacts(...faces);
      // No two frames of a camera are equal to the last digit.
      const brightness = picture.brightness + (isFrozen ? 0 : 1e-5 * Math.sin(at));
      const step = course.observe({ at, facts: { ...picture, brightness } });
      steps.push(step);
      if (step.state !== 'running') return steps;
    }
  }
  return steps;
}

/** How a course ended: passed, the reason why not, or still running. */
export function endOf(steps: readonly CourseStep[]): 'passed' | 'running' | RejectReason {
  const last = steps.at(-1);
  return last === undefined ? 'running' : last.state === 'failed' ? last.reason : last.state;
}

/** Points over the front of an ellipsoid with a nose, the eyes' outlines where the eyes are; x right, y down, z away. */
const HEAD: readonly (readonly [number, number, number])[] = Array.from({ length: MESH_POINTS }, (_, point) => {
  const eye = LEFT_EYE.includes(point) ? -1 : RIGHT_EYE.includes(point) ? 1 : 0;
  const angle = 2.4 * point;
  const radius = Math.sqrt((point + 0.5) / MESH_POINTS);
  const [x, y] =
    eye === 0
      ? [0.8 * radius * Math.cos(angle), 1.1 * radius * Math.sin(angle)]
      : [0.38 * eye + 0.1 * Math.cos(point), -0.3];
  const nose = 0.35 * Math.exp(-(x ** 2 + (y - 0.1) ** 2) / 0.05);
  return [x, y, -Math.sqrt(Math.max(0, 1 - x ** 2 - (y / 1.25) ** 2)) - nose] as const;
});

/** Turns, tilts, scales and places a point of the head. */
function posed(left: number, up: number, size: number, [atX, atY]: readonly [number, number]) {
  const [cosLeft, sinLeft, cosUp, sinUp] = [Math.cos(left), Math.sin(left), Math.cos(up), Math.sin(up)];
  return (x: number, y: number, z: number): [number, number, number] => {
    const away = x * sinLeft + z * cosLeft;
    return [
      atX * PICTURE.width + (x * cosLeft - z * sinLeft) * size,
      atY * PICTURE.height + (y * cosUp + away * sinUp) * size,
      (away * cosUp - y * sinUp) * size,
    ];
  };
}
