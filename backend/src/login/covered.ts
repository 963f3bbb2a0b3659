import type { FramingProblem } from './framing.ts';

/**
 * While moves are made: eyes that are shut look covered too, and so does a mouth behind a hand that passes. A blink lasts .1–.4 s, a
 * shown one .7 s.
 */
const LASTS_MS = 800;

const COVERS: readonly (FramingProblem | undefined)[] = ['eyes-covered', 'mouth-covered'];

export interface CoveredOptions {
  /** How long the person is told of it, ms. */
  readonly toldMs: number;
}

/**
 * Whether a person shall be told of something before the face, and whether it is there at all. Nobody is told for longer than it takes
 * to take it off: what is taken for a cover can be a beard or the light.
 */
export class Covered {
  readonly #toldMs: number;
  #since: number | undefined;
  #told = 0;
  #toldAt: number | undefined;
  #isThere = false;

  constructor({ toldMs }: CoveredOptions) {
    this.#toldMs = toldMs;
  }

  /** Whether the newest picture is covered, told or not. */
  get isThere(): boolean {
    return this.#isThere;
  }

  /** @returns The problem of the picture, unless it is a cover that the person shall not be told of. */
  observe(at: number, problem: FramingProblem | undefined, isMoving: boolean): FramingProblem | undefined {
    if (this.#toldAt !== undefined) this.#told += Math.min(LASTS_MS, at - this.#toldAt);
    this.#toldAt = undefined;
    this.#since = isCover(problem) ? (this.#since ?? at) : undefined;
    this.#isThere = this.#since !== undefined && (this.#isThere || at - this.#since >= (isMoving ? LASTS_MS : 0));
    if (!isCover(problem)) return problem;
    if (!this.#isThere || this.#told >= this.#toldMs) return undefined;
    this.#toldAt = at;
    return problem;
  }
}

/** Whether a problem is something before the face. */
export function isCover(problem: FramingProblem | undefined): boolean {
  return COVERS.includes(problem);
}
