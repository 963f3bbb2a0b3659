/** `v1.34.1+k3s1`: what comes after the plus does not count. */
export interface Version {
  readonly numbers: readonly [major: number, minor: number, patch: number];
  /** After the dash, by dots; empty for a release. */
  readonly prerelease: readonly string[];
}

const VERSION = /^v?(\d+)(?:\.(\d+))?(?:\.(\d+))?(?:-([0-9A-Za-z.-]+))?(?:\+[0-9A-Za-z.-]+)?$/;
const PARTIAL = /^v?(\d+|[xX*])(?:\.(\d+|[xX*]))?(?:\.(\d+|[xX*]))?(?:-([0-9A-Za-z.-]+))?(?:\+[0-9A-Za-z.-]+)?$/;
const COMPARATOR = /(=>|=<|>=|<=|!=|=|>|<|~>|~|\^)?\s*([^\s,<>=!~^]+)/g;

export function parseVersion(text: string): Version | undefined {
  const match = VERSION.exec(text.trim());
  if (!match) return undefined;
  const [, major = '0', minor = '0', patch = '0', prerelease = ''] = match;
  return {
    numbers: [Number(major), Number(minor), Number(patch)],
    prerelease: prerelease === '' ? [] : prerelease.split('.'),
  };
}

/** Alternatives, of which one must hold; in each, all comparators must. */
export type Range = readonly (readonly Comparator[])[];

/**
 * A range in the syntax that Helm takes for `kubeVersion` (Masterminds/semver): comparators with spaces or commas between
 * them must all hold, `||` separates alternatives, `1.25 - 1.30` is a range with both ends, `~1.25`, `^1.25`, `1.25.x` leave
 * the rest open. What is no range is one that no version is in.
 */
export function parseRange(text: string): Range {
  return text.split('||').flatMap((alternative) => {
    const comparators = comparatorsOf(alternative);
    return comparators ? [comparators] : [];
  });
}

/** A version with a prerelease, such as `v1.29.1-eks-1234`, is only in ranges whose comparators have one: hence the `-0`. */
export function isIn(version: Version, range: Range): boolean {
  return range.some((comparators) => comparators.every((comparator) => holds(version, comparator)));
}

interface Comparator {
  readonly operator: string;
  readonly version: Version;
  /** How many numbers are given: 2 for `1.25` and `1.25.x`. */
  readonly given: number;
}

function comparatorsOf(text: string): Comparator[] | undefined {
  const expanded = text.replace(/(\S+)\s+-\s+(\S+)/g, '>=$1 <=$2').trim();
  if (expanded === '' || expanded === '*') return [];

  const comparators: Comparator[] = [];
  for (const [, operator = '=', operand = ''] of expanded.matchAll(COMPARATOR)) {
    const match = PARTIAL.exec(operand);
    if (!match) return undefined;
    const [, ...parts] = match;
    const numbers = parts
      .slice(0, 3)
      .map((part) => (part === undefined || /[xX*]/.test(part) ? undefined : Number(part)));
    const given = numbers.findIndex((number) => number === undefined);
    comparators.push({
      operator: operator === '=>' ? '>=' : operator === '=<' ? '<=' : operator,
      version: {
        numbers: [numbers[0] ?? 0, numbers[1] ?? 0, numbers[2] ?? 0],
        prerelease: parts[3] === undefined ? [] : parts[3].split('.'),
      },
      given: given < 0 ? 3 : given,
    });
  }
  return comparators.length > 0 ? comparators : undefined;
}

function holds(version: Version, { operator, version: bound, given }: Comparator): boolean {
  if (version.prerelease.length > 0 && bound.prerelease.length === 0) return false;
  const order = compareVersions(version, bound);
  const isWithin = (count: number) =>
    version.numbers.slice(0, count).every((number, at) => number === bound.numbers[at]);

  switch (operator) {
    case '=':
      return given < 3 ? isWithin(given) : order === 0;
    case '!=':
      return given < 3 ? !isWithin(given) : order !== 0;
    case '>':
      return given < 3 ? order > 0 && !isWithin(given) : order > 0;
    case '>=':
      return order >= 0;
    case '<':
      return order < 0;
    case '<=':
      return given < 3 ? order < 0 || isWithin(given) : order <= 0;
    case '^':
      return order >= 0 && isWithin(firstThatCounts(bound, given));
    default:
      return order >= 0 && isWithin(Math.min(given, 2));
  }
}

/** `^` leaves open what is right of the first number that is not 0. */
function firstThatCounts({ numbers }: Version, given: number): number {
  const first = numbers.slice(0, given).findIndex((number) => number > 0);
  return first < 0 ? given : first + 1;
}

/** Less than 0 when a is earlier, by semver's order. */
export function compareVersions(a: Version, b: Version): number {
  for (let at = 0; at < 3; at += 1) {
    const difference = (a.numbers[at] ?? 0) - (b.numbers[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return comparePrereleases(a.prerelease, b.prerelease);
}

function comparePrereleases(a: readonly string[], b: readonly string[]): number {
  if (a.length === 0 || b.length === 0) return b.length - a.length;
  for (let at = 0; at < Math.max(a.length, b.length); at += 1) {
    const [left, right] = [a[at], b[at]];
    if (left === undefined || right === undefined) return left === undefined ? -1 : 1;
    if (left === right) continue;
    const [leftIsNumber, rightIsNumber] = [/^\d+$/.test(left), /^\d+$/.test(right)];
    if (leftIsNumber && rightIsNumber) return Number(left) - Number(right);
    if (leftIsNumber !== rightIsNumber) return leftIsNumber ? -1 : 1;
    return left < right ? -1 : 1;
  }
  return 0;
}
