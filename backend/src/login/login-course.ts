import type { AnalyseOptions, FaceFacts, PictureFacts } from '../face/engine.ts';
import { BestFrames } from './best-frames.ts';
import { Challenge } from './challenge.ts';
import type { Course, CourseFrame, CourseStep, FrameRequest, Guidance, RejectReason } from './course.ts';
import { Framing, type FramingProblem } from './framing.ts';
import { LifeSigns } from './life-signs.ts';
import type { Move } from './moves.ts';
import { Prevailing } from './prevailing.ts';
import { changeAgainst, RestCollector, type Change } from './rest.ts';
import { SameFace } from './same-face.ts';
import { Stillness } from './stillness.ts';

export interface LoginCourseOptions {
  /** In the order in which they must be shown. */
  readonly moves: readonly Move[];
  /** When the first frame came, ms. */
  readonly startedAt: number;
  readonly courseMs: number;
}

/** How long a login may take from its first frame, ms. */
export const LOGIN_MS = 20_000;

/** Straight frames for the verification; thresholds are known for 1 to 3 shown. */
const MOST_VECTORS = 3;
const WELL_DONE_MS = 500;
/** The share of the progress that the rest takes; the moves take what is left but the last confirmation. */
const REST_PROGRESS = 0.25;
const MOVES_PROGRESS = 0.7;

/**
 * An answer takes the engine 60 ms, 130 ms with a vector (one core, docs/benchmarks.md). A natural blink lasts .1–.3 s, so it needs
 * more and smaller frames; a casual turn lasts .5–1 s and needs three.
 */
const REQUESTS = {
  rest: { width: 640, intervalMs: 120 },
  move: { width: 480, intervalMs: 100 },
  blink: { width: 320, intervalMs: 60 },
} as const satisfies Record<string, FrameRequest>;

/** Problems that hide the face; all others are normal while a head moves. */
const HIDING: readonly (FramingProblem | undefined)[] = ['no-face', 'two-faces', 'too-dark', 'too-bright'];

/**
 * Starts the course of a login: look straight, show the moves in order, with one and the same living face throughout.
 * It passes right after the last move, as soon as one more vector agreed; nobody has to look straight again.
 */
export function startLoginCourse(options: LoginCourseOptions): Course {
  return new LoginCourse(options);
}

class LoginCourse implements Course {
  readonly #deadline: number;
  readonly #framing = new Framing();
  readonly #prevailing: Prevailing;
  readonly #stillness = new Stillness();
  readonly #sameFace = new SameFace();
  readonly #restCollector = new RestCollector();
  readonly #lifeSigns = new LifeSigns();
  readonly #best = new BestFrames(MOST_VECTORS);
  readonly #challenge: Challenge;
  #changeOf: ((face: FaceFacts) => Change) | undefined;
  #seenAt = -Infinity;
  #progress = 0;
  #end: CourseStep | undefined;

  constructor({ moves, startedAt, courseMs }: LoginCourseOptions) {
    this.#deadline = startedAt + courseMs;
    this.#prevailing = new Prevailing(startedAt);
    this.#challenge = new Challenge(moves);
  }

  wants(at: number): AnalyseOptions {
    const isDue = this.#sameFace.wantsVector(at) || this.#challenge.isNearlySeen || this.#challenge.asked === undefined;
    return { vector: isDue ? 'full' : 'none' };
  }

  tick(at: number): CourseStep | undefined {
    if (this.#end !== undefined) return this.#end;
    return at >= this.#deadline ? this.#fail(this.#prevailing.reason(at) ?? this.#lifeSigns.reason()) : undefined;
  }

  observe({ at, facts }: CourseFrame): CourseStep {
    const overdue = this.tick(at);
    if (overdue !== undefined) return overdue;

    const [face] = facts.faces;
    const problem = this.#framing.observe(facts);
    this.#prevailing.observe(at, problem);
    this.#stillness.observe(at, face);
    if (this.#stillness.isFrozen) return this.#fail('still-picture');
    if (face === undefined || problem === 'two-faces') return this.#running(problem ?? 'no-face');

    this.#sameFace.observe(at, face);
    return this.#changeOf === undefined
      ? this.#collectRest(at, facts, face, problem)
      : this.#watchMoves(at, facts, face, problem, this.#changeOf);
  }

  #collectRest(at: number, facts: PictureFacts, face: FaceFacts, problem: FramingProblem | undefined): CourseStep {
    if (this.#sameFace.isChanged) this.#restart();
    if (problem !== undefined) return this.#running(problem);

    if (this.#sameFace.isSure) this.#best.offer(facts, face);
    const step = this.#restCollector.observe(at, face);
    if (step.state === 'collecting') {
      this.#advance(REST_PROGRESS * step.share);
      return this.#running(step.guidance);
    }
    if (!this.#sameFace.isSure || this.#best.count === 0) return this.#running('hold-still');
    this.#changeOf = changeAgainst(step.rest);
    return this.#running('make-move');
  }

  #watchMoves(
    at: number,
    facts: PictureFacts,
    face: FaceFacts,
    problem: FramingProblem | undefined,
    changeOf: (face: FaceFacts) => Change,
  ): CourseStep {
    if (this.#sameFace.isChanged) return this.#fail('face-changed');
    if (problem !== undefined && HIDING.includes(problem)) return this.#running(problem);
    if (!this.#sameFace.isSure) return this.#running('make-move');
    if (problem === undefined) this.#best.offer(facts, face);

    let guidance: Guidance = 'make-move';
    if (this.#stillness.isNew && this.#challenge.asked !== undefined) {
      const change = changeOf(face);
      this.#lifeSigns.observe(face, change);
      const step = this.#challenge.observe(at, change);
      if (step.state === 'wrong-order') return this.#fail('wrong-order');
      if (step.state === 'seen') this.#seenAt = at;
      else if (step.needsMore) guidance = 'a-little-further';
      this.#advance(REST_PROGRESS + MOVES_PROGRESS * this.#challenge.share);
    }
    if (this.#challenge.asked === undefined) return this.#confirm(face);
    return this.#running(at - this.#seenAt < WELL_DONE_MS ? 'well-done' : guidance);
  }

  /** All moves were seen; `isSure` and a vector together mean that the vector of this very frame agreed. */
  #confirm(face: FaceFacts): CourseStep {
    if (face.vector === undefined) return this.#running('well-done');
    this.#end = { state: 'passed', vectors: this.#best.vectors };
    return this.#end;
  }

  /** Before the moves are asked another person may step in: nothing was shown yet. */
  #restart(): void {
    this.#sameFace.restart();
    this.#restCollector.restart();
    this.#best.restart();
  }

  #running(guidance: Guidance): CourseStep {
    const { asked } = this.#challenge;
    const move = this.#changeOf === undefined ? undefined : asked;
    const next = move === undefined ? REQUESTS.rest : move === 'blink' ? REQUESTS.blink : REQUESTS.move;
    return { state: 'running', guidance, ...(move && { move }), progress: this.#progress, next };
  }

  #advance(progress: number): void {
    this.#progress = Math.max(this.#progress, progress);
  }

  #fail(reason: RejectReason): CourseStep {
    this.#end = { state: 'failed', reason };
    return this.#end;
  }
}
