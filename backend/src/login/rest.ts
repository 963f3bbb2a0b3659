import type { FaceFacts, Pose } from '../face/engine.ts';
import { depthAgainst, type DepthReadings } from './depth.ts';
import { aboutTheEyes } from './mesh-points.ts';

/** How one person looks with the head straight, eyes open and mouth closed; every move is judged against it. */
export interface Rest {
  readonly yaw: number;
  readonly pitch: number;
  readonly eyeOpening: number;
  readonly mouthOpening: number;
  /** About the eyes, their distance is 1. */
  readonly mesh: Float32Array;
}

/** One frame against the rest. */
export interface Change {
  readonly yaw: number;
  readonly pitch: number;
  /** Share of the own open eye, 1 when as open as at rest. */
  readonly eye: number;
  readonly mouthOpening: number;
  /** Of the mouth's opening. */
  readonly mouth: number;
  readonly depth: DepthReadings;
}

/** Medians over the faces: deaf to a single blink or a bad mesh. */
export function restOf(faces: readonly FaceFacts[]): Rest {
  const of = (value: (face: FaceFacts) => number) => median(faces.map(value));
  const meshes = faces.map((face) => aboutTheEyes(face.mesh));
  const mesh = Float32Array.from(meshes[0] ?? [], (_, index) => median(meshes.map((each) => each[index] ?? 0)));
  return {
    yaw: of((face) => face.pose.yaw),
    pitch: of((face) => face.pose.pitch),
    eyeOpening: of((face) => face.eyeOpening),
    mouthOpening: of((face) => face.mouthOpening),
    mesh,
  };
}

export function changeAgainst(rest: Rest): (face: FaceFacts) => Change {
  const depth = depthAgainst(rest.mesh);
  return (face) => ({
    yaw: face.pose.yaw - rest.yaw,
    pitch: face.pose.pitch - rest.pitch,
    eye: face.eyeOpening / rest.eyeOpening,
    mouthOpening: face.mouthOpening,
    mouth: face.mouthOpening - rest.mouthOpening,
    depth: depth(face.mesh),
  });
}

/** What a rest is made of: the frames of the last second and always the newest five, over .4 s; people begin to move after a second. */
const LONGEST_MS = 1_000;
const SHORTEST_MS = 400;
const ENOUGH_FRAMES = 5;
/** How far yaw, pitch and roll may wander meanwhile; people told to hold still stay within .05 (measured: docs/challenge.md). */
const MOST_WANDERING = 0.1;
/** What still counts as looking straight: a camera above or below the face reads a tilt of up to .2. */
const STRAIGHT: Pose = { yaw: 0.22, pitch: 0.3, roll: 0.4 };
/** Eyes held shut or a mouth held open would make a rest from which neither could be told. A broad smile reads up to .45. */
const OPEN_EYES = 0.15;
const CLOSED_MOUTH = 0.5;

export type RestStep =
  | { readonly state: 'collecting'; readonly guidance: 'look-straight' | 'hold-still'; readonly share: number }
  | { readonly state: 'ready'; readonly rest: Rest };

/** Whether the head is straight enough for a photo or for the rest. */
export function isStraight({ pose }: FaceFacts): boolean {
  return (
    Math.abs(pose.yaw) <= STRAIGHT.yaw && Math.abs(pose.pitch) <= STRAIGHT.pitch && Math.abs(pose.roll) <= STRAIGHT.roll
  );
}

/** Collects the rest from the newest straight and steady frames. */
export class RestCollector {
  #frames: { readonly at: number; readonly face: FaceFacts }[] = [];

  observe(at: number, face: FaceFacts): RestStep {
    if (!isStraight(face)) return this.#collecting('look-straight');

    this.#frames.push({ at, face });
    // A busy service sees few frames in a second; it takes the newest, however far apart.
    while (this.#frames.length > ENOUGH_FRAMES && at - (this.#frames[0]?.at ?? at) > LONGEST_MS) this.#frames.shift();
    while (this.#frames.length > 1 && this.#wandering() > MOST_WANDERING) this.#frames.shift();
    const first = this.#frames[0];
    const isEnough = this.#frames.length >= ENOUGH_FRAMES && first !== undefined && at - first.at >= SHORTEST_MS;
    if (!isEnough) return this.#collecting('hold-still');

    const rest = restOf(this.#frames.map((frame) => frame.face));
    const isNeutral = rest.eyeOpening >= OPEN_EYES && rest.mouthOpening <= CLOSED_MOUTH;
    return isNeutral ? { state: 'ready', rest } : this.#collecting('hold-still');
  }

  /** Forgets all frames, for instance when another face came. */
  restart(): void {
    this.#frames = [];
  }

  #collecting(guidance: 'look-straight' | 'hold-still'): RestStep {
    return { state: 'collecting', guidance, share: Math.min(1, this.#frames.length / ENOUGH_FRAMES) };
  }

  #wandering(): number {
    const range = (value: (pose: Pose) => number) => {
      const values = this.#frames.map((frame) => value(frame.face.pose));
      return Math.max(...values) - Math.min(...values);
    };
    return Math.max(
      range((pose) => pose.yaw),
      range((pose) => pose.pitch),
      range((pose) => pose.roll),
    );
  }
}

/** The middle value, the larger one of two; 0 of none. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
