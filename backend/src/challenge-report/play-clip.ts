import type { FaceEngine } from '../face/engine.ts';
import type { Course, CourseStep, FrameRequest } from '../login/course.ts';

/** What the page asks itself for until the first answer (backend/web/src/frames/pacing.ts). */
const BEFORE_THE_FIRST_ANSWER: FrameRequest = { width: 320, intervalMs: 200 };

export interface PlayOptions {
  /** The camera's pictures, JPEGs. */
  readonly frames: readonly Uint8Array[];
  readonly fps: number;
  readonly course: Course;
  /** How long the course may take, ms. */
  readonly courseMs: number;
  readonly engine: Pick<FaceEngine, 'analyse'>;
  /** Scales a picture down to a width, as the page does before it sends it; never enlarges. */
  readonly scale: (jpeg: Uint8Array, width: number) => Promise<Uint8Array>;
  /** CPU time of this process so far, in seconds. */
  readonly cpuSeconds: () => number;
  /** Whether the clip begins again when it is over, as a camera that is fed with it does. Else nothing comes after it. */
  readonly isLooped: boolean;
  /** Most pictures in a second that reach the service. */
  readonly mostFps: number;
}

export interface Played {
  readonly end: Exclude<CourseStep, { state: 'running' }>;
  /** How many pictures were sent. */
  readonly frames: number;
  /** CPU time of engine and course, without the page's share. */
  readonly coreSeconds: number;
}

/**
 * Shows a clip to a course the way the page does, in the clip's own time: of the camera's pictures those are sent that are due by
 * what the last answer asked for. The engine is taken to answer at once. A course that is not over when no more pictures come
 * is ticked to its end.
 */
export async function playClip(options: PlayOptions): Promise<Played> {
  const { frames, fps, course, courseMs, engine, scale, cpuSeconds, isLooped, mostFps } = options;
  const shown = isLooped ? Math.ceil((courseMs / 1000) * fps) : frames.length;
  let next = BEFORE_THE_FIRST_ANSWER;
  let lastDue = -Infinity;
  let sent = 0;
  let coreSeconds = 0;

  for (let index = 0; index < shown; index++) {
    const at = (index * 1000) / fps;
    const intervalMs = Math.max(next.intervalMs, 1000 / mostFps);
    const due = lastDue + intervalMs;
    if (at < due) continue;
    lastDue = at - due < intervalMs ? due : at;

    const jpeg = await scale(frames[index % frames.length] ?? new Uint8Array(), next.width);
    const before = cpuSeconds();
    const facts = await engine.analyse(jpeg, course.wants(at));
    const step = course.observe({ at, facts });
    coreSeconds += cpuSeconds() - before;
    sent++;
    if (step.state !== 'running') return { end: step, frames: sent, coreSeconds };
    ({ next } = step);
  }
  const end = course.tick(courseMs);
  if (end === undefined || end.state === 'running') throw new Error('a course must be over at its deadline');
  return { end, frames: sent, coreSeconds };
}
