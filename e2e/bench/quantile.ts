/**
 * The value below which the share `p` (0..1) of the values lies: the smallest one that at least `p·n` of them do not exceed.
 *
 * @throws Error for an empty list.
 */
export function quantile(values: readonly number[], p: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  const value = sorted[Math.max(0, Math.ceil(p * sorted.length) - 1)];
  if (value === undefined) throw new Error('There are no values to take a quantile of');
  return value;
}
