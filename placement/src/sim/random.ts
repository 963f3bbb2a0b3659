/** Numbers that look random and are the same for the same seed, on every machine. */
export interface Random {
  /** Evenly from 0 up to, not including, 1. */
  next(): number;
  /** Whether something of that probability (0..1) happens. */
  chance(probability: number): boolean;
  /** A whole number, both ends included. */
  integer(least: number, most: number): number;
  /** @throws Error for an empty list. */
  pick<T>(choices: readonly T[]): T;
  /** One of the choices, each as often as its weight says. @throws Error for an empty list. */
  weighted<T extends { readonly weight: number }>(choices: readonly T[]): T;
}

/**
 * Mulberry32 (Tommy Ettinger, public domain): 32 bits of state, enough for test data and for nothing secret.
 *
 * @param stream of one seed: each stream is a sequence of its own, so that the hundredth cluster is the same in every fleet.
 */
export function seededRandom(seed: number, stream = 0): Random {
  let state = (scrambled(seed) ^ scrambled(stream + 0x9e3779b9)) >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    return scrambled(state) / 2 ** 32;
  };
  const integer = (least: number, most: number): number => least + Math.floor(next() * (most - least + 1));

  return {
    next,
    integer,
    chance: (probability) => next() < probability,
    pick: (choices) => existing(choices[integer(0, choices.length - 1)]),
    weighted(choices) {
      const total = choices.reduce((sum, { weight }) => sum + weight, 0);
      let rest = next() * total;
      return existing(choices.find(({ weight }) => (rest -= weight) < 0) ?? choices.at(-1));
    },
  };
}

function scrambled(value: number): number {
  let mixed = Math.imul(value ^ (value >>> 15), value | 1);
  mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
  return (mixed ^ (mixed >>> 14)) >>> 0;
}

function existing<T>(choice: T | undefined): T {
  if (choice === undefined) throw new Error('There is nothing to choose from');
  return choice;
}
