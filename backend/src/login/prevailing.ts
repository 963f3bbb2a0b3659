import type { RejectReason } from './course.ts';
import type { FramingProblem } from './framing.ts';

/** A gap between frames says nothing about what was to be seen meanwhile. */
const MOST_MS = 1_000;
/** The share of the course from which a problem was the reason why it came to nothing. */
const PREVAILS = 0.5;

/** Adds up how long each framing problem lasted, to tell at the deadline what stood in the way. */
export class Prevailing {
  readonly #startedAt: number;
  readonly #lasted = new Map<FramingProblem, number>();
  #last: { readonly at: number; readonly problem: FramingProblem | undefined } | undefined;

  constructor(startedAt: number) {
    this.#startedAt = startedAt;
  }

  observe(at: number, problem: FramingProblem | undefined): void {
    this.#add(at);
    this.#last = { at, problem };
  }

  /** The reason that prevailed until then, if one did. */
  reason(at: number): Extract<RejectReason, 'no-face' | 'two-faces' | 'too-dark'> | undefined {
    this.#add(at);
    this.#last = undefined;
    return (['no-face', 'two-faces', 'too-dark'] as const).find(
      (problem) => (this.#lasted.get(problem) ?? 0) >= PREVAILS * (at - this.#startedAt),
    );
  }

  #add(at: number): void {
    if (this.#last?.problem === undefined) return;
    const { problem } = this.#last;
    this.#lasted.set(problem, (this.#lasted.get(problem) ?? 0) + Math.min(MOST_MS, at - this.#last.at));
  }
}
