import { isAtRest, watchMove, watchWrongMoves, type MoveWatch } from './move-watch.ts';
import type { Move } from './moves.ts';
import type { Change } from './rest.ts';

export type ChallengeStep =
  | { readonly state: 'asking'; readonly needsMore: boolean }
  | { readonly state: 'seen' }
  | { readonly state: 'wrong-order' };

/**
 * People mix up their left and right: the other turn is forgiven once in a course, unless it is asked itself. So is a
 * move that was asked and seen already: who shows it twice gains nothing.
 */
const OTHER_TURN: Partial<Record<Move, Move>> = { 'turn-left': 'turn-right', 'turn-right': 'turn-left' };

/** The asked moves, one after another. */
export class Challenge {
  readonly #moves: readonly Move[];
  #index = 0;
  #share = 0;
  #isNearlySeen = false;
  #watch: MoveWatch | undefined;
  #wrong: ReturnType<typeof watchWrongMoves> | undefined;
  /** A move is only wrong when it began after the last one had ended. */
  #wasAtRest = false;
  #isForgiven = false;

  constructor(moves: readonly Move[]) {
    this.#moves = moves;
    this.#ask();
  }

  /** The move that is asked now; `undefined` when all were seen. */
  get asked(): Move | undefined {
    return this.#moves[this.#index];
  }

  get hasSeenMove(): boolean {
    return this.#index > 0;
  }

  /** How much of all moves was seen, 0..1. */
  get share(): number {
    return (this.#index + this.#share) / this.#moves.length;
  }

  /** Whether the next frame may complete the asked move. */
  get isNearlySeen(): boolean {
    return this.#isNearlySeen;
  }

  /** @param change A frame that shows something new. */
  observe(at: number, change: Change): ChallengeStep {
    const { asked } = this;
    if (asked === undefined || this.#watch === undefined) return { state: 'seen' };

    const step = this.#watch.observe(at, change);
    this.#share = Math.max(this.#share, step.share);
    this.#isNearlySeen = step.isNearlySeen;
    if (step.isSeen) {
      this.#index++;
      this.#ask();
      return { state: 'seen' };
    }
    this.#wasAtRest ||= isAtRest(change);
    const wrong = this.#wasAtRest ? this.#wrong?.(at, change) : undefined;
    if (wrong !== undefined && !this.#forgives(asked, wrong)) return { state: 'wrong-order' };
    return { state: 'asking', needsMore: step.needsMore };
  }

  /** Nobody can say any more that what comes now belongs to what was seen of the asked move: it must be made anew. */
  interrupt(): void {
    this.#ask();
  }

  #ask(): void {
    this.#share = 0;
    this.#isNearlySeen = false;
    this.#wasAtRest = false;
    this.#watch = this.asked && watchMove(this.asked);
    this.#wrong = this.asked && watchWrongMoves(this.asked);
  }

  #forgives(asked: Move, wrong: Move): boolean {
    const isRepeated = this.#moves.slice(0, this.#index).includes(wrong);
    if (isRepeated) return true;
    const isMixedUp = OTHER_TURN[asked] === wrong && !this.#moves.includes(wrong);
    if (!isMixedUp || this.#isForgiven) return false;
    this.#isForgiven = true;
    this.#ask();
    return true;
  }
}
