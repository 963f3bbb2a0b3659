import type { AnalyseOptions, FaceFacts } from '../face/engine.ts';
import { frameQuality } from './best-frames.ts';
import type { Course, CourseFrame, CourseStep, FrameRequest, Guidance, RejectReason } from './course.ts';
import { Covered } from './covered.ts';
import { Framing } from './framing.ts';
import { Prevailing } from './prevailing.ts';
import { isStraight } from './rest.ts';
import { dot } from './same-face.ts';
import { Stillness } from './stillness.ts';

export interface EnrolmentCourseOptions {
  /** When the first frame came, ms. */
  readonly startedAt: number;
  readonly courseMs: number;
}

/** Three photos give the template (design: 3 enrolled and 3 shown miss no genuine pair of the held-out set). */
const PHOTOS = 3;
/** Apart enough that the person has moved a little between them. */
const APART_MS = 600;
/** Photos of one person in one sitting agree better than those of a login on another day. */
const SAME_PERSON = 0.5;
/** The second stranger in a row is no accident. */
const STRANGERS_UNTIL_CHANGED = 2;
/**
 * Of `frameQuality`. Below it a better frame is waited for: a template lasts, so it asks for more than a login.
 */
const GOOD_QUALITY = 0.5;
/** A head that moves faster blurs, rad between two frames. */
const STEADY = 0.06;
const WELL_DONE_MS = 500;
/** Longer than in a login, because what is enrolled stays: a face behind something makes a poor template. */
const TOLD_MS = 15_000;
const NEXT: FrameRequest = { width: 640, intervalMs: 150 };

/** Starts the course of an enrolment: three good straight photos of one and the same face before a living camera. */
export function startEnrolmentCourse(options: EnrolmentCourseOptions): Course {
  return new EnrolmentCourse(options);
}

class EnrolmentCourse implements Course {
  readonly #deadline: number;
  readonly #framing = new Framing();
  readonly #covered = new Covered({ toldMs: TOLD_MS });
  readonly #prevailing: Prevailing;
  readonly #stillness = new Stillness();
  #photos: Float32Array[] = [];
  #takenAt = -Infinity;
  #last: FaceFacts | undefined;
  #strangers = 0;
  #end: CourseStep | undefined;

  constructor({ startedAt, courseMs }: EnrolmentCourseOptions) {
    this.#deadline = startedAt + courseMs;
    this.#prevailing = new Prevailing(startedAt);
  }

  wants(at: number): AnalyseOptions {
    return { vector: this.#wantsVector(at) ? 'full' : 'none' };
  }

  #wantsVector(at: number): boolean {
    return at - this.#takenAt >= APART_MS;
  }

  tick(at: number): CourseStep | undefined {
    if (this.#end !== undefined) return this.#end;
    return at >= this.#deadline ? this.#fail(this.#prevailing.reason(at) ?? 'timeout') : undefined;
  }

  observe({ at, facts }: CourseFrame): CourseStep {
    const overdue = this.tick(at);
    if (overdue !== undefined) return overdue;

    const [face] = facts.faces;
    const framed = this.#framing.observe(facts);
    const problem = this.#covered.observe(at, framed, false);
    this.#prevailing.observe(at, framed);
    this.#stillness.observe(at, facts);
    if (this.#stillness.isFrozen) return this.#fail('still-picture');
    const isSteady = this.#isSteady(face);
    this.#last = face;
    if (problem !== undefined || face === undefined) return this.#running(problem ?? 'no-face');
    if (!isStraight(face)) return this.#running('look-straight');
    if (!isSteady || frameQuality(face) < GOOD_QUALITY) return this.#running('hold-still');
    if (face.vector !== undefined && this.#stillness.isNew && this.#wantsVector(at)) this.#offer(at, face.vector);

    if (this.#strangers >= STRANGERS_UNTIL_CHANGED) return this.#fail('face-changed');
    if (this.#photos.length < PHOTOS)
      return this.#running(at - this.#takenAt < WELL_DONE_MS ? 'well-done' : 'hold-still');
    this.#end = { state: 'passed', vectors: this.#photos };
    return this.#end;
  }

  #offer(at: number, vector: Float32Array): void {
    if (this.#photos.some((photo) => dot(photo, vector) < SAME_PERSON)) {
      this.#strangers++;
      return;
    }
    this.#strangers = 0;
    this.#photos.push(vector);
    this.#takenAt = at;
  }

  #isSteady(face: FaceFacts | undefined): boolean {
    if (face === undefined || this.#last === undefined) return false;
    const { pose } = this.#last;
    return Math.max(Math.abs(face.pose.yaw - pose.yaw), Math.abs(face.pose.pitch - pose.pitch)) <= STEADY;
  }

  #running(guidance: Guidance): CourseStep {
    return { state: 'running', guidance, progress: this.#photos.length / PHOTOS, next: NEXT };
  }

  #fail(reason: RejectReason): CourseStep {
    this.#end = { state: 'failed', reason };
    return this.#end;
  }
}
