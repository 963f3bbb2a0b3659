/** The most pods that could be put, and where: counts by node. */
export interface Packing {
  readonly placed: number;
  readonly counts: readonly number[];
}

/** Every node takes what it has room for, whatever the others do: one each, then two each, until all are put. */
export function fillEvenly(room: readonly number[], count: number): Packing {
  const counts = room.map(() => 0);
  let placed = 0;
  for (let level = 0; placed < count; level += 1) {
    const before = placed;
    for (let index = 0; index < room.length && placed < count; index += 1) {
      if ((room[index] ?? 0) <= level) continue;
      counts[index] = level + 1;
      placed += 1;
    }
    if (placed === before) break;
  }
  return { placed, counts };
}
