const UNITS: readonly [ms: number, name: string][] = [
  [86_400_000, 'day'],
  [3_600_000, 'hour'],
  [60_000, 'minute'],
  [1000, 'second'],
];

/** For people, in the largest unit of which there is at least one: `25 minutes`. */
export function ageText(ms: number): string {
  const [unit, name] = UNITS.find(([length]) => ms >= length) ?? [1000, 'second'];
  const count = Math.floor(ms / unit);
  return count === 1 ? `1 ${name}` : `${count} ${name}s`;
}
