/** Gives numbers of 0..1, 1 excluded. */
export type Random = () => number;

export function between(random: Random, least: number, most: number): number {
  return least + (most - least) * random();
}

export function pick<T>(random: Random, items: readonly [T, ...T[]]): T {
  return items[Math.floor(random() * items.length)] ?? items[0];
}
