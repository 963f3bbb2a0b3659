import { describe, expect, it } from 'vitest';
import { makeTemplate, similarity } from '../face/template/template.ts';
import { compareAll, pairsOf, type Comparisons } from './compare-all.ts';
import { photoSets, probesOf, templatesOf } from './groups.ts';
import { BIN_COUNT, binOf } from './similarity-bins.ts';
import { madeUpPeople } from './testing.ts';

const people = madeUpPeople({ photos: [5, 1, 3, 0, 2, 5] });

const compare = (enrolled: number, shown: number): Comparisons =>
  compareAll({
    templates: templatesOf(people, enrolled),
    probes: probesOf(people, shown),
    people: people.length,
    onProgress: () => undefined,
  });

/** The same in the plainest way: every template with every probe, by the functions the service uses. */
function plain(enrolled: number, shown: number) {
  const impostors = new Float64Array(BIN_COUNT);
  const genuine = new Float64Array(BIN_COUNT);
  people.forEach(({ vectors: own }, a) =>
    photoSets(own.length, enrolled).forEach((set, t) => {
      const template = makeTemplate(
        set.map((photo) => own[photo] ?? new Float32Array()),
        'r',
      );
      people.forEach(({ vectors: others }, b) =>
        photoSets(others.length, shown).forEach((probe, p) => {
          const isSecondTime = enrolled === shown && (b < a || (b === a && p <= t));
          if (isSecondTime || (a === b && probe.some((photo) => set.includes(photo)))) return;
          const counts = a === b ? genuine : impostors;
          const bin = binOf(
            similarity(
              template,
              probe.map((photo) => others[photo] ?? new Float32Array()),
            ),
          );
          counts[bin] = (counts[bin] ?? 0) + 1;
        }),
      );
    }),
  );
  return { impostors, genuine };
}

const total = (counts: ArrayLike<number>): number => Array.from(counts).reduce((sum, count) => sum + count, 0);

describe('compareAll', () => {
  it.each([
    { enrolled: 1, shown: 1 },
    { enrolled: 3, shown: 1 },
    { enrolled: 1, shown: 3 },
    { enrolled: 2, shown: 2 },
  ])('counts what single comparisons give, $enrolled enrolled and $shown shown', ({ enrolled, shown }) => {
    const comparisons = compare(enrolled, shown);
    const expected = plain(enrolled, shown);
    const genuine = new Float64Array(BIN_COUNT);
    comparisons.genuine.bin.forEach((bin, entry) => {
      genuine[bin] = (genuine[bin] ?? 0) + (comparisons.genuine.count[entry] ?? 0);
    });

    // A similarity on the edge of a bin may fall to either side, as the sums are made in another order.
    const distance = (one: Float64Array, other: Float64Array) =>
      total(one.map((count, bin) => Math.abs(count - (other[bin] ?? 0))));
    expect(distance(comparisons.impostors, expected.impostors)).toBeLessThanOrEqual(2);
    expect(distance(genuine, expected.genuine)).toBeLessThanOrEqual(2);
    expect(comparisons.impostorPairs).toBe(total(expected.impostors));
    expect(comparisons.genuinePairs).toBe(total(expected.genuine));
  });

  it('compares each pair of single photos once', () => {
    const { genuinePairs, impostorPairs } = compare(1, 1);
    expect(genuinePairs).toBe(10 + 0 + 3 + 0 + 1 + 10);
    expect(genuinePairs + impostorPairs).toBe((16 * 15) / 2);
  });

  it('lets people with a single photo be impostors', () => {
    const { templates, probes } = compare(3, 1);
    expect([...templates]).toEqual([10, 0, 1, 0, 0, 10]);
    expect([...probes]).toEqual([5, 1, 3, 0, 2, 5]);
  });

  it('keeps every impostor pair when they are few', () => {
    const { top, impostorPairs } = compare(1, 1);
    expect(top.length).toBe(impostorPairs);
    expect(top.from).toBe(0);
  });
});

describe('pairsOf', () => {
  it('weighs pairs of people by how often each was drawn', () => {
    const [templates, probes] = [Float64Array.of(2, 1, 0), Float64Array.of(3, 1, 4)];
    const weight = (person: number): number => [2, 0, 1][person] ?? 0;
    let expected = 0;
    for (const a of [0, 1, 2])
      for (const b of [0, 1, 2])
        if (a !== b) expected += weight(a) * weight(b) * (templates[a] ?? 0) * (probes[b] ?? 0);

    expect(pairsOf(templates, probes, false, weight)).toBe(expected);
  });
});
