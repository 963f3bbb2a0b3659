import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkMoveSetting, drawMoves, HEAD_MOVES, MOVES, type Move } from './moves.ts';

describe('drawMoves', () => {
  it('draws two different moves, at least one of the head, whatever is allowed', () => {
    const settings = fc.subarray([...MOVES], { minLength: 2 }).filter((moves) => checkMoveSetting(moves) === undefined);

    fc.assert(
      fc.property(settings, fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (allowed, chance) => {
        const [first, second] = drawMoves(allowed, () => chance);
        expect(first).not.toBe(second);
        expect(allowed).toEqual(expect.arrayContaining([first, second]));
        expect([first, second].some((move) => HEAD_MOVES.includes(move))).toBe(true);
      }),
    );
  });

  it('draws all 28 ordered pairs equally often', () => {
    const counts = new Map<string, number>();
    for (let i = 0; i < 2_800; i++) {
      const pair = drawMoves(MOVES, () => i / 2_800).join();
      counts.set(pair, (counts.get(pair) ?? 0) + 1);
    }

    expect(counts.size).toBe(28);
    expect([...counts.values()].every((count) => count === 100)).toBe(true);
  });

  it('counts a move named twice once', () => {
    const allowed: Move[] = ['blink', 'blink', 'turn-left'];

    expect([0, 0.5].map((chance) => drawMoves(allowed, () => chance))).toEqual([
      ['blink', 'turn-left'],
      ['turn-left', 'blink'],
    ]);
  });

  it('refuses to draw from moves that make no challenge', () => {
    expect(() => drawMoves(['blink', 'open-mouth'], () => 0)).toThrow('only a move of the head shows depth');
  });
});

describe('checkMoveSetting', () => {
  it.each([
    { name: 'takes all moves', moves: [...MOVES], objection: undefined },
    { name: 'takes two moves, one of the head', moves: ['blink', 'look-up'], objection: undefined },
    { name: 'names a move it does not know', moves: ['turn-left', 'jump'], objection: /"jump" is not a move/ },
    { name: 'wants two different moves', moves: ['turn-left', 'turn-left'], objection: /two different moves/ },
    { name: 'wants a move of the head', moves: ['blink', 'open-mouth'], objection: /shows depth/ },
  ])('$name', ({ moves, objection }) => {
    const answer = checkMoveSetting(moves);

    if (objection === undefined) expect(answer).toBeUndefined();
    else expect(answer).toMatch(objection);
  });
});
