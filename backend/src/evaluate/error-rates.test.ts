import { describe, expect, it } from 'vitest';
import { equalErrorRate, errorCurve, errorsAt, thresholdAt } from './error-rates.ts';
import { BIN_COUNT, binOf } from './similarity-bins.ts';

const counts = (similarities: readonly number[]): Float64Array => {
  const bins = new Float64Array(BIN_COUNT);
  for (const similarity of similarities) bins[binOf(similarity)] = (bins[binOf(similarity)] ?? 0) + 1;
  return bins;
};
const curve = (genuine: readonly number[], impostors: readonly number[]) =>
  errorCurve({ genuine: counts(genuine), impostors: counts(impostors) });

describe('the errors of comparisons', () => {
  const example = curve([0.9, 0.8, 0.7, 0.3], [0.4, 0.1, 0.05, 0]);

  it.each([
    { threshold: 0.5, fmr: 0, fnmr: 0.25 },
    { threshold: 0.4, fmr: 0.25, fnmr: 0.25 },
    { threshold: 0.4001, fmr: 0, fnmr: 0.25 },
    { threshold: 0.3, fmr: 0.25, fnmr: 0 },
    { threshold: -1, fmr: 1, fnmr: 0 },
    { threshold: 1, fmr: 0, fnmr: 1 },
  ])('at $threshold are $fmr and $fnmr: what reaches a threshold is accepted', ({ threshold, ...errors }) => {
    expect(errorsAt(example, threshold)).toEqual(errors);
  });

  it('has the lowest threshold that lets no more through than the rate', () => {
    expect(thresholdAt(example, 0.25)).toBeCloseTo(0.1001, 6);
    expect(thresholdAt(example, 0.24)).toBeCloseTo(0.4001, 6);
    expect(thresholdAt(example, 1)).toBe(-1);
  });

  it('is nothing where nothing was compared', () => {
    expect(errorsAt(curve([], [0.1]), 0.5).fnmr).toBeNaN();
    expect(equalErrorRate(curve([], [0.1]))).toBeNaN();
  });
});

describe('equalErrorRate', () => {
  it.each([
    { name: 'is 0 when all genuine pairs are more alike', genuine: [0.6, 0.9], impostors: [0.1, 0.5], eer: 0 },
    { name: 'is 1 when it is the other way round', genuine: [0.1, 0.2], impostors: [0.5, 0.6], eer: 1 },
    { name: 'is the rate where both are equal', genuine: [0.2, 0.6, 0.7, 0.8], impostors: [0, 0, 0.1, 0.5], eer: 0.25 },
  ])('$name', ({ genuine, impostors, eer }) => {
    expect(equalErrorRate(curve(genuine, impostors))).toBeCloseTo(eer, 10);
  });

  it('lies between both rates where they jump past each other', () => {
    expect(equalErrorRate(curve([0.5, 0.5, 0.9], [0.5, 0.1, 0.1, 0.1]))).toBeCloseTo(2 / 11, 10);
  });
});
