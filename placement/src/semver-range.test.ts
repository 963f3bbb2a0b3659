import { describe, expect, it } from 'vitest';
import { compareVersions, isIn, parseRange, parseVersion } from './semver-range.ts';

const version = (text: string) => {
  const parsed = parseVersion(text);
  if (!parsed) throw new Error(`${text} is no version`);
  return parsed;
};

describe('isIn', () => {
  it.each([
    // The chart's own range, and what clusters call themselves.
    { text: 'v1.34.1+k3s1', range: '>= 1.25.0-0', is: true },
    { text: 'v1.28.15+rke2r1', range: '>= 1.25.0-0', is: true },
    { text: 'v1.29.1-eks-508b6b3', range: '>= 1.25.0-0', is: true },
    { text: 'v1.29.1-gke.1589', range: '>= 1.25.0-0', is: true },
    { text: 'v1.25.0-rc.1', range: '>= 1.25.0-0', is: true },
    { text: 'v1.24.17+k3s1', range: '>= 1.25.0-0', is: false },
    { text: 'v1.9.0', range: '>= 1.25.0-0', is: false },
    // Without the -0 a prerelease is in no range.
    { text: 'v1.29.1-eks-508b6b3', range: '>= 1.25.0', is: false },
    { text: 'v1.29.1-eks-508b6b3', range: '>= 1.25.0-0 < 1.32.0', is: false },
    // Both ends, with a space or a comma.
    { text: '1.30.2', range: '>= 1.28.0-0 < 1.32.0-0', is: true },
    { text: '1.32.0', range: '>= 1.28.0-0 < 1.32.0-0', is: false },
    { text: '1.30.2', range: '>=1.28.0,<=1.30', is: true },
    { text: '1.31.0', range: '>=1.28.0,<=1.30', is: false },
    { text: '1.30.9', range: '1.28 - 1.30', is: true },
    { text: '1.31.0', range: '1.28 - 1.30', is: false },
    // One of several.
    { text: '1.20.1', range: '~1.20 || >= 1.25', is: true },
    { text: '1.21.0', range: '~1.20 || >= 1.25', is: false },
    // What is left open.
    { text: '1.25.7', range: '1.25.x', is: true },
    { text: '1.26.0', range: '1.25.x', is: false },
    { text: '1.25.7', range: '=1.25', is: true },
    { text: '1.25.7', range: '~1.25.4', is: true },
    { text: '1.25.3', range: '~1.25.4', is: false },
    { text: '1.99.0', range: '^1.25.4', is: true },
    { text: '2.0.0', range: '^1.25.4', is: false },
    { text: '0.2.9', range: '^0.2.3', is: true },
    { text: '0.3.0', range: '^0.2.3', is: false },
    { text: '1.25.7', range: '> 1.25', is: false },
    { text: '1.26.0', range: '> 1.25', is: true },
    { text: '1.25.7', range: '!=1.25.7', is: false },
    { text: '1.25.8', range: '!=1.25.7', is: true },
    { text: '9.9.9', range: '*', is: true },
    { text: '1.0.0', range: 'newest', is: false },
  ])('$text in "$range": $is', ({ text, range, is }) => {
    expect(isIn(version(text), parseRange(range))).toBe(is);
  });
});

describe('parseVersion', () => {
  it.each(['', 'latest', '1.2.3.4', 'v1.x'])('takes "%s" for no version', (text) => {
    expect(parseVersion(text)).toBeUndefined();
  });
});

describe('compareVersions', () => {
  it('puts versions in the order of semver.org, 11', () => {
    const inOrder = [
      '1.0.0-0',
      '1.0.0-alpha',
      '1.0.0-alpha.1',
      '1.0.0-alpha.beta',
      '1.0.0-beta',
      '1.0.0-beta.2',
      '1.0.0-beta.11',
      '1.0.0-rc.1',
      '1.0.0',
      '1.0.1',
      '1.10.0',
    ];

    expect([...inOrder].reverse().sort((a, b) => compareVersions(version(a), version(b)))).toEqual(inOrder);
  });
});
