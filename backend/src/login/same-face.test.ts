import { describe, expect, it } from 'vitest';
import { SameFace } from './same-face.ts';
import { faceFacts, vectorOf, type FaceOptions } from './testing.ts';

const seen = (options: FaceOptions = {}, vector?: Float32Array) => ({
  ...faceFacts(options),
  ...(vector && { vector }),
});

/** A unit vector that agrees so far with Anna's. */
function like(similarity: number): Float32Array {
  const vector = vectorOf('anna').map((value) => value * similarity);
  vector[191] = Math.sqrt(1 - similarity ** 2);
  return vector;
}

function known(): SameFace {
  const sameFace = new SameFace();
  sameFace.observe(0, seen({}, vectorOf('anna')));
  return sameFace;
}

describe('the same face', () => {
  it('is compared every 300 ms', () => {
    const sameFace = known();

    expect(sameFace.wantsVector(299)).toBe(false);
    expect(sameFace.wantsVector(300)).toBe(true);
  });

  it('is changed by two strangers in a row, not by one', () => {
    const sameFace = known();
    sameFace.observe(100, seen({}, vectorOf('bert')));
    expect(sameFace).toMatchObject({ isChanged: false, isSure: false });

    sameFace.observe(200, seen({}, vectorOf('bert')));
    expect(sameFace.isChanged).toBe(true);
  });

  it('is not learnt from a turned head: who only resembles it then is a stranger when looking straight', () => {
    const sameFace = known();
    const lookalike = like(0.4);
    sameFace.observe(300, seen({ left: 0.4 }, lookalike));
    expect(sameFace.isSure).toBe(true);

    sameFace.observe(600, seen({}, lookalike));
    expect(sameFace.isSure).toBe(false);
  });

  it('is forgiven one bad frame', () => {
    const sameFace = known();
    [vectorOf('bert'), vectorOf('anna'), vectorOf('bert'), vectorOf('anna')].forEach((vector, index) =>
      sameFace.observe(100 * (index + 1), seen({}, vector)),
    );

    expect(sameFace).toMatchObject({ isChanged: false, isSure: true });
  });

  it('may look less alike the further it is turned', () => {
    const agrees = (similarity: number, left: number) => {
      const sameFace = known();
      sameFace.observe(300, seen({ left }, like(similarity)));
      return sameFace.isConfirmed;
    };

    expect([agrees(0.62, 0), agrees(0.55, 0)]).toEqual([true, false]);
    expect([agrees(0.45, 0.3), agrees(0.35, 0.3)]).toEqual([true, false]);
    expect([agrees(0.38, 0.8), agrees(0.34, 0.8)]).toEqual([true, false]);
  });

  describe('turned so far that a vector says little', () => {
    const away = (vector: Float32Array) => seen({ left: 0.6 }, vector);

    it('is neither confirmed nor changed by one that does not agree', () => {
      const sameFace = known();
      [300, 600, 900].forEach((at) => sameFace.observe(at, away(vectorOf('bert'))));

      expect(sameFace).toMatchObject({ isChanged: false, isConfirmed: false, isSure: true });
    });

    it('is taken for the same for one and a half seconds only', () => {
      const sameFace = known();
      [500, 1_000, 1_500, 2_000].forEach((at) => sameFace.observe(at, away(vectorOf('bert'))));

      expect(sameFace.isSure).toBe(false);
    });

    it('is changed when a stranger comes back from there', () => {
      const sameFace = known();
      sameFace.observe(300, away(vectorOf('bert')));
      [700, 1_000].forEach((at) => sameFace.observe(at, seen({}, vectorOf('bert'))));

      expect(sameFace.isChanged).toBe(true);
    });

    it('is confirmed by a vector that agrees, in its own frame only', () => {
      const sameFace = known();
      sameFace.observe(300, away(vectorOf('anna')));
      expect(sameFace.isConfirmed).toBe(true);

      sameFace.observe(400, seen({ left: 0.6 }));
      expect(sameFace.isConfirmed).toBe(false);
    });
  });

  describe('with something before it', () => {
    const hidden = (sameFace: SameFace, ats: readonly number[], person: string) =>
      ats.forEach((at) => sameFace.observe(at, seen({}, vectorOf(person)), true));

    it('is not changed by a vector that does not agree', () => {
      const sameFace = known();
      hidden(sameFace, [200, 400, 600], 'a hand');

      expect(sameFace).toMatchObject({ isChanged: false, isConfirmed: false, isSure: true });
    });

    it('is taken for the same for .6 s only', () => {
      const sameFace = known();
      hidden(sameFace, [300, 700], 'a hand');

      expect(sameFace.isSure).toBe(false);
    });

    it('is confirmed by a vector that agrees', () => {
      const sameFace = known();
      hidden(sameFace, [300, 700], 'anna');

      expect(sameFace.isConfirmed).toBe(true);
    });
  });

  it.each([
    { name: 'jumps aside', at: 100, options: { at: [0.85, 0.5] as const } },
    { name: 'grows at once', at: 100, options: { height: 0.8 } },
    { name: 'turns faster than a head can', at: 50, options: { left: 0.7 } },
    { name: 'was out of sight', at: 1_000, options: {} },
  ])('must be compared again when it $name', ({ at, options }) => {
    const sameFace = known();
    sameFace.observe(at, seen(options));
    expect(sameFace.isSure).toBe(false);
    expect(sameFace.wantsVector(at + 1)).toBe(true);

    sameFace.observe(at + 100, seen(options, vectorOf('anna')));
    expect(sameFace.isSure).toBe(true);
  });
});
