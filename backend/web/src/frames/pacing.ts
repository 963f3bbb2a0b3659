import type { FrameRequest } from '../../../src/login/course.ts';

/** Frames the server may leave unanswered before the page waits. */
export const MOST_UNANSWERED = 2;

/** When the next frame may be taken, and how wide. A value: every step gives a new one. */
export interface Pacing {
  readonly next: FrameRequest;
  readonly unanswered: number;
  /** When the last frame was taken, ms; minus infinity before the first. */
  readonly takenAt: number;
}

/** Small and slow until the first answer says what the server wants. */
export function startPacing(): Pacing {
  return { next: { width: 320, intervalMs: 200 }, unanswered: 0, takenAt: -Infinity };
}

/**
 * Whether a frame may be taken now. A camera gives frames at its own beat, so a frame that comes up to
 * half a beat (16 ms at 30 a second) early counts as due; else 50 ms would become 66 ms.
 */
export function isDue({ next, unanswered, takenAt }: Pacing, now: number): boolean {
  return unanswered < MOST_UNANSWERED && now - takenAt >= next.intervalMs - 16;
}

/** A frame is on its way. */
export function frameTaken(pacing: Pacing, now: number): Pacing {
  return { ...pacing, unanswered: pacing.unanswered + 1, takenAt: now };
}

/** A frame was taken but could not be encoded: nothing was sent, so no answer will come. */
export function frameLost(pacing: Pacing): Pacing {
  return { ...pacing, unanswered: Math.max(0, pacing.unanswered - 1) };
}

/** The server answered one frame and said how it wants the next. */
export function frameAnswered(pacing: Pacing, next: FrameRequest): Pacing {
  return { ...pacing, next, unanswered: Math.max(0, pacing.unanswered - 1) };
}
