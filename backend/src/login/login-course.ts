import type { AnalyseOptions, FaceFacts, PictureFacts, Region } from '../face/engine.ts';
import { BestFrames } from './best-frames.ts';
import { Challenge } from './challenge.ts';
import type { Course, CourseFrame, CourseStep, FrameRequest, Guidance, RejectReason } from './course.ts';
import { Covered, isCover } from './covered.ts';
import { Framing, type FramingProblem } from './framing.ts';
import { LifeSigns } from './life-signs.ts';
import { isMoving } from './move-watch.ts';
import type { Move } from './moves.ts';
import { Prevailing } from './prevailing.ts';
import { changeAgainst, isStraight, RestCollector, type Change } from './rest.ts';
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
/** Time between the pictures they are taken from. */
const PROBES_APART_MS = 180;
const WELL_DONE_MS = 500;
/** How long somebody is told of what is before the face: read, understood and taken off. */
const TOLD_MS = 3_000;
/** A face that was covered at rest and then is bare for so long has another rest. */
const BARE_MS = 400;
/** The share of the progress that the rest takes; the moves take what is left but the last confirmation. */
const REST_PROGRESS = 0.25;
const MOVES_PROGRESS = 0.7;

/**
 * What a login may cost (docs/benchmarks.md) against what it must see: a casual turn or nod lasts .5–1 s and needs three frames,
 * a natural blink .1–.3 s and needs two. So the frames are few until the head or the mouth begins to move.
 */
const REQUESTS = {
  rest: { width: 480, intervalMs: 120 },
  waiting: { width: 320, intervalMs: 180 },
  moving: { width: 320, intervalMs: 90 },
  blink: { width: 320, intervalMs: 60 },
} as const satisfies Record<string, FrameRequest>;

/** The whole picture is searched so often, else only where the face was: somebody may have stepped in. */
const SEARCH_MS = 1_000;

/** Not much is lost when the person is told of a cover instead. */
const LESS_URGENT: readonly Guidance[] = ['look-straight', 'hold-still', 'make-move'];

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
  readonly #covered = new Covered({ toldMs: TOLD_MS });
  readonly #prevailing: Prevailing;
  readonly #stillness = new Stillness();
  readonly #sameFace = new SameFace();
  readonly #restCollector = new RestCollector();
  readonly #lifeSigns = new LifeSigns();
  readonly #best = new BestFrames(MOST_VECTORS);
  readonly #challenge: Challenge;
  readonly #needsEyes: boolean;
  #changeOf: ((face: FaceFacts) => Change) | undefined;
  #region: Region | undefined;
  #cover: Guidance | undefined;
  #isRestCovered = false;
  #bareSince: number | undefined;
  #searchedAt = -Infinity;
  #probedAt = -Infinity;
  #isMoving = false;
  #seenAt = -Infinity;
  #progress = 0;
  #end: CourseStep | undefined;

  constructor({ moves, startedAt, courseMs }: LoginCourseOptions) {
    this.#deadline = startedAt + courseMs;
    this.#prevailing = new Prevailing(startedAt);
    this.#challenge = new Challenge(moves);
    this.#needsEyes = moves.includes('blink');
  }

  wants(at: number): AnalyseOptions {
    const region = at - this.#searchedAt < SEARCH_MS ? this.#region : undefined;
    return { vector: this.#vectorFor(at), iris: this.#areEyesRead, ...(region && { region }) };
  }

  /** Whole vectors where a picture may become one of the best; to see that the face is still the same half of one is enough. */
  #vectorFor(at: number): AnalyseOptions['vector'] {
    if (this.#changeOf === undefined) return at - this.#probedAt >= PROBES_APART_MS ? 'full' : 'none';
    const isDue = this.#sameFace.wantsVector(at) || this.#challenge.isNearlySeen || this.#challenge.asked === undefined;
    return isDue ? 'quick' : 'none';
  }

  /** A blink is judged against the own open eye, so both are read with the same means. */
  get #areEyesRead(): boolean {
    return this.#needsEyes && (this.#changeOf === undefined || this.#challenge.asked === 'blink');
  }

  tick(at: number): CourseStep | undefined {
    if (this.#end !== undefined) return this.#end;
    return at >= this.#deadline ? this.#fail(this.#prevailing.reason(at) ?? this.#lifeSigns.reason()) : undefined;
  }

  observe({ at, facts }: CourseFrame): CourseStep {
    const overdue = this.tick(at);
    if (overdue !== undefined) return overdue;

    const [face] = facts.faces;
    const framed = this.#framing.observe(facts);
    const problem = isCover(framed) ? undefined : framed;
    const told = this.#covered.observe(at, framed, this.#changeOf !== undefined);
    this.#cover = isCover(told) ? told : undefined;
    this.#prevailing.observe(at, this.#covered.isThere ? framed : problem);
    this.#stillness.observe(at, facts);
    if (this.#stillness.isFrozen) return this.#fail('still-picture');
    this.#keepRegion(at, face, problem);
    if (face === undefined || problem === 'two-faces') return this.#running(problem ?? 'no-face');

    this.#sameFace.observe(at, face, isCover(framed));
    return this.#changeOf === undefined
      ? this.#collectRest(at, facts, face, problem)
      : this.#watchMoves(at, face, problem, this.#changeOf);
  }

  #keepRegion(at: number, face: FaceFacts | undefined, problem: FramingProblem | undefined): void {
    if (face?.confidence !== undefined) this.#searchedAt = at;
    this.#region = problem === 'two-faces' ? undefined : face?.region;
  }

  #collectRest(at: number, facts: PictureFacts, face: FaceFacts, problem: FramingProblem | undefined): CourseStep {
    if (this.#sameFace.isChanged) this.#restart();
    if (problem !== undefined) return this.#running(problem);

    if (face.vector !== undefined && this.#sameFace.isSure) {
      this.#probedAt = at;
      this.#best.offer(face);
    }
    const step = this.#restCollector.observe(at, face);
    if (step.state === 'collecting') {
      this.#advance(REST_PROGRESS * step.share);
      return this.#running(step.guidance);
    }
    if (!this.#sameFace.isSure || this.#best.count === 0) return this.#running('hold-still');
    this.#changeOf = changeAgainst(step.rest);
    this.#isRestCovered = this.#covered.isThere;
    return this.#running('make-move');
  }

  #watchMoves(
    at: number,
    face: FaceFacts,
    problem: FramingProblem | undefined,
    changeOf: (face: FaceFacts) => Change,
  ): CourseStep {
    if (this.#isUncovered(at, face)) {
      this.#restart();
      return this.#running('hold-still');
    }
    if (this.#sameFace.isChanged) return this.#fail('face-changed');
    if (problem !== undefined && HIDING.includes(problem)) return this.#running(problem);
    if (!this.#sameFace.isSure) {
      this.#challenge.interrupt();
      return this.#running('make-move');
    }

    let guidance: Guidance = 'make-move';
    if (this.#stillness.isNew && this.#challenge.asked !== undefined) {
      const change = changeOf(face);
      this.#isMoving = isMoving(change);
      this.#lifeSigns.observe(face, change, this.#areEyesRead || !this.#needsEyes);
      const step = this.#challenge.observe(at, change);
      if (step.state === 'wrong-order') return this.#fail('wrong-order');
      if (step.state === 'seen') this.#seenAt = at;
      else if (step.needsMore) guidance = 'a-little-further';
      this.#advance(REST_PROGRESS + MOVES_PROGRESS * this.#challenge.share);
    }
    if (this.#challenge.asked === undefined) return this.#confirm(at);
    return this.#running(at - this.#seenAt < WELL_DONE_MS ? 'well-done' : guidance);
  }

  /** All moves were seen; the last word has a vector. One of a far turned head may not agree: that person comes back first. */
  #confirm(at: number): CourseStep {
    if (!this.#sameFace.isConfirmed)
      return this.#running(at - this.#seenAt < WELL_DONE_MS ? 'well-done' : 'look-straight');
    this.#end = { state: 'passed', vectors: this.#best.vectors };
    return this.#end;
  }

  /** Whether what was before the face at rest is gone before the first move was seen; the face may look like another one without. */
  #isUncovered(at: number, face: FaceFacts): boolean {
    const isBare = this.#isRestCovered && !this.#covered.isThere && isStraight(face);
    this.#bareSince = isBare ? (this.#bareSince ?? at) : undefined;
    if (this.#bareSince === undefined || this.#challenge.hasSeenMove) return false;
    return this.#sameFace.isChanged || at - this.#bareSince >= BARE_MS;
  }

  /** Before a move was seen another face may be there: nothing was shown yet. */
  #restart(): void {
    this.#changeOf = undefined;
    this.#challenge.interrupt();
    this.#sameFace.restart();
    this.#restCollector.restart();
    this.#best.restart();
    this.#probedAt = -Infinity;
  }

  #running(guidance: Guidance): CourseStep {
    const { asked } = this.#challenge;
    const move = this.#changeOf === undefined ? undefined : asked;
    const said = LESS_URGENT.includes(guidance) ? (this.#cover ?? guidance) : guidance;
    return { state: 'running', guidance: said, ...(move && { move }), progress: this.#progress, next: this.#next };
  }

  get #next(): FrameRequest {
    if (this.#changeOf === undefined) return REQUESTS.rest;
    if (this.#challenge.asked === 'blink') return REQUESTS.blink;
    return this.#isMoving || this.#challenge.asked === undefined ? REQUESTS.moving : REQUESTS.waiting;
  }

  #advance(progress: number): void {
    this.#progress = Math.max(this.#progress, progress);
  }

  #fail(reason: RejectReason): CourseStep {
    this.#end = { state: 'failed', reason };
    return this.#end;
  }
}
