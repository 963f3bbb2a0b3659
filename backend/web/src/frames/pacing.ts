import type { FrameRequest } from '../../../src/login/course.ts';

/** Frames the server may leave unanswered before the page waits. */
export const MOST_UNANSWERED = 2;

/** When the next frame may be taken, and how wide. A value: every step gives a new one. */
export interface Pacing {
  readonly next: FrameRequest;
  readonly unanswered: number;
  /** When the last frame was due, ms; minus infinity before the first. */
  readonly lastDue: number;
}

/** Small and slow until the first answer says what the server wants. */
export function startPacing(): Pacing {
  return { next: { width: 320, intervalMs: 200 }, unanswered: 0, lastDue: -Infinity };
}

/** Whether a frame may be taken now. */
export function isDue({ next, unanswered, lastDue }: Pacing, now: number): boolean {
  return unanswered < MOST_UNANSWERED && now >= lastDue + next.intervalMs;
}

/**
 * A frame is on its way. The next one counts from when this was due, not from when the camera had it: so every 50 ms
 * stays 20 a second with a camera of 30. After a pause longer than an interval the count begins anew.
 */
export function frameTaken(pacing: Pacing, now: number): Pacing {
  const due = pacing.lastDue + pacing.next.intervalMs;
  return {
    ...pacing,
    unanswered: pacing.unanswered + 1,
    lastDue: now - due < pacing.next.intervalMs ? due : now,
  };
}

/** A frame was taken but could not be encoded: nothing was sent, so no answer will come. */
export function frameLost(pacing: Pacing): Pacing {
  return { ...pacing, unanswered: Math.max(0, pacing.unanswered - 1) };
}

/** The server answered one frame and said how it wants the next. */
export function frameAnswered(pacing: Pacing, next: FrameRequest): Pacing {
  return { ...pacing, next, unanswered: Math.max(0, pacing.unanswered - 1) };
}
