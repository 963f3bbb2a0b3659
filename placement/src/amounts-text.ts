import { formatBytes, formatCpu } from './quantity.ts';

/** For people: `150m CPU and 20 MiB memory`. What there is gets rounded down, what is missing up. */
export function amountsText(amounts: Readonly<Record<string, number>>, round: 'down' | 'up' = 'down'): string {
  const parts = Object.keys(amounts)
    .filter((name) => (amounts[name] ?? 0) > 0)
    .sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1))
    .map((name) => amountText(name, amounts[name] ?? 0, round));
  const last = parts.pop() ?? 'nothing';
  return parts.length > 0 ? `${parts.join(', ')} and ${last}` : last;
}

export function amountText(name: string, amount: number, round: 'down' | 'up' = 'down'): string {
  if (name === 'cpu') return `${formatCpu(amount, round)} CPU`;
  if (name === 'memory') return `${formatBytes(amount, round)} memory`;
  if (name === 'ephemeral-storage') return `${formatBytes(amount, round)} ephemeral storage`;
  if (name === 'pods') return amount === 1 ? 'one place for a pod' : `${amount} places for pods`;
  return `${amount} ${name}`;
}

function rank(name: string): number {
  const first = ['cpu', 'memory', 'ephemeral-storage'].indexOf(name);
  return first < 0 ? 3 : first;
}
