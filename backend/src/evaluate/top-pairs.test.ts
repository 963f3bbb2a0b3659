import { describe, expect, it } from 'vitest';
import { seededRandom } from './resample.ts';
import { TopPairs } from './top-pairs.ts';

describe('TopPairs', () => {
  it('keeps all pairs from one bin on, and at least a fortieth of many', () => {
    const random = seededRandom(3);
    const count = 1_500_000;
    const bins = Uint16Array.from({ length: count }, () => 10_000 + Math.floor(3_000 * random() * random()));
    const top = new TopPairs(count);
    for (let pair = 0; pair < count; pair++) {
      const bin = bins[pair] ?? 0;
      if (bin >= top.from) top.add(pair, pair + 1, bin);
    }
    const kept = bins.reduce((sum, bin) => sum + (bin >= top.from ? 1 : 0), 0);

    expect(top.from).toBeGreaterThan(0);
    expect(top.length).toBe(kept);
    expect(top.length).toBeGreaterThan(count / 40);
    for (let pair = 0; pair < top.length; pair += 1_000) {
      const template = top.template[pair] ?? 0;
      expect(bins[template]).toBe(top.bin[pair]);
      expect(top.probe[pair]).toBe(template + 1);
    }
  });

  it('bears that all pairs are equally alike', () => {
    const top = new TopPairs(1_100_000);
    for (let pair = 0; pair < 1_100_000; pair++) if (17_000 >= top.from) top.add(1, 2, 17_000);

    expect(top.from).toBe(17_001);
    expect(top.length).toBe(0);
  });
});
