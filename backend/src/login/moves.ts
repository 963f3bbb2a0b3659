/** The moves a challenge may ask for. Left and right are the person's own. */
export const MOVES = ['turn-left', 'turn-right', 'look-up', 'look-down', 'blink', 'open-mouth'] as const;

export type Move = (typeof MOVES)[number];

/** Moves of the head: only these show that the face has depth. */
export const HEAD_MOVES: readonly Move[] = ['turn-left', 'turn-right', 'look-up', 'look-down'];

export function isMove(name: string): name is Move {
  return (MOVES as readonly string[]).includes(name);
}

export function isHeadMove(move: Move): boolean {
  return HEAD_MOVES.includes(move);
}

/**
 * Says what is wrong with a setting of allowed moves, and what to do; `undefined` when a challenge can be drawn from it.
 * Two different moves must remain, one of them of the head.
 */
export function checkMoveSetting(moves: readonly string[]): string | undefined {
  const unknown = moves.find((move) => !isMove(move));
  if (unknown !== undefined) return `"${unknown}" is not a move; choose from ${MOVES.join(', ')}`;
  if (new Set(moves).size < 2)
    return `a challenge needs two different moves; allow at least two of ${MOVES.join(', ')}`;
  if (!HEAD_MOVES.some((move) => moves.includes(move))) {
    return `only a move of the head shows depth; allow at least one of ${HEAD_MOVES.join(', ')}`;
  }
  return undefined;
}

/**
 * Draws the challenge of one login: two different moves in order, at least one of the head, all such pairs equally likely.
 *
 * @param allowed A setting without objection from `checkMoveSetting`.
 * @param random Uniform in [0, 1); an attacker must not be able to guess it.
 * @throws RangeError when no pair can be drawn from the allowed moves.
 */
export function drawMoves(allowed: readonly Move[], random: () => number): [Move, Move] {
  const kinds = [...new Set(allowed)];
  const pairs = kinds.flatMap((first) =>
    kinds
      .filter((second) => second !== first && (isHeadMove(first) || isHeadMove(second)))
      .map((second): [Move, Move] => [first, second]),
  );
  const pair = pairs[Math.floor(random() * pairs.length)];
  if (pair === undefined) throw new RangeError(checkMoveSetting(allowed) ?? 'random must be in [0, 1)');
  return pair;
}
