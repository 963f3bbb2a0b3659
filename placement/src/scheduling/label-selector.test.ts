import { describe, expect, it } from 'vitest';
import { type LabelRequirement, matchesRequirement, matchesSelector, selectorText } from './label-selector.ts';

const labels = { zone: 'eu', app: 'till' };

describe('matchesRequirement', () => {
  it.each<{ requirement: LabelRequirement; matches: boolean }>([
    { requirement: { key: 'zone', operator: 'In', values: ['eu', 'ch'] }, matches: true },
    { requirement: { key: 'zone', operator: 'In', values: ['us'] }, matches: false },
    { requirement: { key: 'gpu', operator: 'In', values: ['yes'] }, matches: false },
    { requirement: { key: 'zone', operator: 'NotIn', values: ['us'] }, matches: true },
    { requirement: { key: 'zone', operator: 'NotIn', values: ['eu'] }, matches: false },
    { requirement: { key: 'gpu', operator: 'NotIn', values: ['yes'] }, matches: true },
    { requirement: { key: 'zone', operator: 'Exists' }, matches: true },
    { requirement: { key: 'gpu', operator: 'Exists' }, matches: false },
    { requirement: { key: 'zone', operator: 'DoesNotExist' }, matches: false },
    { requirement: { key: 'gpu', operator: 'DoesNotExist' }, matches: true },
  ])('$requirement.key $requirement.operator $requirement.values: $matches', ({ requirement, matches }) => {
    expect(matchesRequirement(labels, requirement)).toBe(matches);
  });
});

describe('matchesSelector', () => {
  it('matches everything when it is empty', () => {
    expect(matchesSelector(labels, {})).toBe(true);
  });

  it('asks for every label and every expression', () => {
    expect(matchesSelector(labels, { matchLabels: { zone: 'eu', app: 'web' } })).toBe(false);
    expect(
      matchesSelector(labels, {
        matchLabels: { zone: 'eu' },
        matchExpressions: [{ key: 'app', operator: 'DoesNotExist' }],
      }),
    ).toBe(false);
    expect(
      matchesSelector(labels, { matchLabels: { zone: 'eu' }, matchExpressions: [{ key: 'app', operator: 'Exists' }] }),
    ).toBe(true);
  });
});

describe('selectorText', () => {
  it('writes a selector as kubectl takes it', () => {
    const selector = {
      matchLabels: { app: 'till' },
      matchExpressions: [
        { key: 'zone', operator: 'In', values: ['eu', 'ch'] },
        { key: 'tier', operator: 'NotIn', values: ['test'] },
        { key: 'gpu', operator: 'DoesNotExist' },
        { key: 'disk', operator: 'Exists' },
      ],
    } as const;

    expect(selectorText(selector)).toBe('app=till, zone in (eu,ch), tier!=test, !gpu, disk');
  });
});
