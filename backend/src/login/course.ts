import type { AnalyseOptions, PictureFacts } from '../face/engine.ts';
import type { Move } from './moves.ts';

/** What the person is told while the camera runs; the page turns each code into words. */
export const GUIDANCE = [
  'no-face',
  'two-faces',
  'too-dark',
  'too-bright',
  'uneven-light',
  'closer',
  'further-away',
  'to-the-middle',
  'blurred',
  'eyes-covered',
  'mouth-covered',
  'look-straight',
  'hold-still',
  'make-move',
  'a-little-further',
  'well-done',
] as const;

export type Guidance = (typeof GUIDANCE)[number];

/** Why a course or a login ended without success; the page turns each code into words. */
export const REJECT_REASONS = [
  'not-recognised',
  'enrolment-outdated',
  'still-picture',
  'flat-picture',
  'wrong-order',
  'face-changed',
  'no-face',
  'two-faces',
  'too-dark',
  'face-covered',
  'timeout',
  'connection-lost',
] as const;

export type RejectReason = (typeof REJECT_REASONS)[number];

/** One analysed camera frame. */
export interface CourseFrame {
  /** When the server received it, in ms. */
  readonly at: number;
  readonly facts: PictureFacts;
}

/** How the page shall send its next frames. */
export interface FrameRequest {
  /** Width to scale the picture to, in pixels. */
  readonly width: number;
  readonly intervalMs: number;
}

export type CourseStep =
  | {
      readonly state: 'running';
      readonly guidance: Guidance;
      /** The move that is asked now; absent while the person shall look straight. */
      readonly move?: Move;
      /** 0..1, never falls. */
      readonly progress: number;
      readonly next: FrameRequest;
    }
  /** Vectors of the best frontal frames, best first: up to 3 of a login, exactly 3 of an enrolment. */
  | { readonly state: 'passed'; readonly vectors: readonly Float32Array[] }
  | { readonly state: 'failed'; readonly reason: RejectReason };

/** A person before the camera, from the first frame to the end. Knows no clock: every time comes with a frame. */
export interface Course {
  /** What to find out about the frame to be analysed now. */
  wants(at: number): AnalyseOptions;
  observe(frame: CourseFrame): CourseStep;
  /** Ends an overdue course; to be called now and then while no frames come. */
  tick(at: number): CourseStep | undefined;
}
