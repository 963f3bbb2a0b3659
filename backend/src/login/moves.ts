/** The moves a challenge may ask for. Left and right are the person's own. */
export const MOVES = ['turn-left', 'turn-right', 'look-up', 'look-down', 'blink', 'open-mouth'] as const;

export type Move = (typeof MOVES)[number];

/** Moves of the head: only these show that the face has depth. */
export const HEAD_MOVES: readonly Move[] = ['turn-left', 'turn-right', 'look-up', 'look-down'];
