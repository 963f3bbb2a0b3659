import { describe, expect, it } from 'vitest';
import type { AcquiredVectors } from './acquire-vectors.ts';
import { detCurve } from './det-curve.ts';
import { evaluatePeople } from './evaluate-people.ts';
import { evaluationReport, evaluationText } from './report.ts';
import { madeUpPeople } from './testing.ts';

const people = madeUpPeople({ photos: [...Array<number>(60).fill(4), 0], noise: 0.7 });
const evaluate = (threshold: number) =>
  evaluatePeople({
    people,
    enrolled: 1,
    shown: 1,
    shipped: [{ rate: '1e-4', threshold }],
    onProgress: () => undefined,
  });
const acquired: AcquiredVectors = {
  people,
  photos: 243,
  failures: [{ reason: 'No face was found', count: 3, examples: ['a/1.jpg', 'a/2.jpg'] }],
  msPerPhoto: 12.345,
};
const options = { acquired, engine: 'onnx', recogniser: 'r-1' };
const evaluation = evaluate(0.5);

describe('the report of an evaluation', () => {
  it('has the figures as fractions under stable names, and null for what was not measurable', () => {
    const report = evaluationReport({ ...options, evaluation });

    expect(report).toMatchObject({ people: 61, photos: 243, failedToAcquire: 3, msPerPhoto: 12.35 });
    expect(report).toMatchObject({
      genuinePairs: 360,
      impostorPairs: 28_320,
      tar: { '1e-5': null },
      thresholds: { '1e-5': null },
    });
    expect(report.eer).toBeGreaterThan(0);
    expect(Object.keys(report.tar)).toEqual(['1e-2', '1e-3', '1e-4', '1e-5']);
    expect(Object.keys(report.thresholds)).toEqual(['1e-2', '1e-3', '1e-4', '1e-5']);
    expect(Object.keys(report.atShippedThreshold['1e-4'] ?? {})).toEqual(['threshold', 'fmr', 'fnmr']);
    expect(JSON.parse(JSON.stringify(report))).toEqual(report);
  });

  it('says in words what was left out, what was measured, and what could not be', () => {
    const text = evaluationText({ ...options, evaluation });

    expect(text).toContain('61 people (60 with a usable photo), 243 photos');
    expect(text).toContain('failures to acquire: 3 of 243 photos (1.23 %)');
    expect(text).toContain('No face was found: 3 (a/1.jpg, a/2.jpg, …)');
    expect(text).toContain('1 enrolled, 1 shown: 360 genuine and 28,320 impostor comparisons');
    expect(text).toMatch(/true accepts at FMR 1e-3 +\d+\.\d\d % +\d+\.\d\d % – \d+\.\d\d %/);
    expect(text).toMatch(/true accepts at FMR 1e-5 +not measurable: it takes +100,000 impostor comparisons/);
  });

  it('gives a bound in the place of a rate of 0', () => {
    expect(evaluationText({ ...options, evaluation: evaluate(0.99) })).toContain('0 (below 1.1e-4)');
  });

  it('says when no threshold is known', () => {
    const text = evaluationText({ ...options, evaluation: { ...evaluation, atShipped: [] } });
    expect(text).toContain('no threshold is known for 1 enrolled and 1 shown photos of this recogniser');
  });
});

describe('detCurve', () => {
  const svg = detCurve(evaluation, 'Tom & <Jerry>');

  it('is a picture with the curve, the reported rates and the threshold in use', () => {
    expect(svg).toMatch(/^<svg xmlns="http:\/\/www.w3.org\/2000\/svg" viewBox="0 0 720 560"/);
    expect(svg.match(/<circle /g)).toHaveLength(3);
    expect(svg).toContain('threshold 0.5 for 1e-4');
    expect(svg).not.toMatch(/NaN|undefined|Infinity/);
  });

  it('names the folder without letting it break the picture', () => {
    expect(svg).toContain('Tom &amp; &lt;Jerry&gt;');
  });

  it('only falls from left to right', () => {
    const points = [...(/ d="(M[^"]+L[^"]+)" fill="none"/.exec(svg)?.[1] ?? '').matchAll(/[ML]([\d.]+) ([\d.]+)/g)];
    expect(points.length).toBeGreaterThan(20);
    for (const [index, [, x, y]] of points.entries()) {
      const [, nextX, nextY] = points[index + 1] ?? [];
      if (nextX === undefined) continue;
      expect(Number(nextX)).toBeGreaterThanOrEqual(Number(x));
      expect(Number(nextY)).toBeGreaterThanOrEqual(Number(y));
    }
  });
});
