import type { RejectReason } from './course.ts';
import type { FramingProblem } from './framing.ts';

/** A gap between frames says nothing about what was to be seen meanwhile. */
const MOST_MS = 1_000;
/** The share of the course from which a problem was the reason why it came to nothing. */
const PREVAILS = 0.5;

type HidingReason = Extract<RejectReason, 'no-face' | 'two-faces' | 'too-dark' | 'face-covered'>;

/** The problems without which it could have gone well. */
const REASONS: Partial<Record<FramingProblem, HidingReason>> = {
  'no-face': 'no-face',
  'two-faces': 'two-faces',
  'too-dark': 'too-dark',
  'eyes-covered': 'face-covered',
  'mouth-covered': 'face-covered',
};

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
  reason(at: number): HidingReason | undefined {
    this.#add(at);
    this.#last = undefined;
    const lasted = new Map<HidingReason, number>();
    for (const [problem, ms] of this.#lasted) {
      const reason = REASONS[problem];
      if (reason !== undefined) lasted.set(reason, (lasted.get(reason) ?? 0) + ms);
    }
    return [...lasted].find(([, ms]) => ms >= PREVAILS * (at - this.#startedAt))?.[0];
  }

  #add(at: number): void {
    if (this.#last?.problem === undefined) return;
    const { problem } = this.#last;
    this.#lasted.set(problem, (this.#lasted.get(problem) ?? 0) + Math.min(MOST_MS, at - this.#last.at));
  }
}
