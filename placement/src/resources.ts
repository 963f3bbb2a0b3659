/** CPU in millicores, memory in bytes. */
export interface Resources {
  readonly cpu: number;
  readonly memory: number;
}

export const NO_RESOURCES: Resources = { cpu: 0, memory: 0 };

export function plus(a: Resources, b: Resources): Resources {
  return { cpu: a.cpu + b.cpu, memory: a.memory + b.memory };
}

/** The larger of each. */
export function larger(a: Resources, b: Resources): Resources {
  return { cpu: Math.max(a.cpu, b.cpu), memory: Math.max(a.memory, b.memory) };
}

/** What is left of each; nothing is less than 0. */
export function minus(a: Resources, b: Resources): Resources {
  return { cpu: Math.max(0, a.cpu - b.cpu), memory: Math.max(0, a.memory - b.memory) };
}

export function covers(free: Resources, needed: Resources): boolean {
  return free.cpu >= needed.cpu && free.memory >= needed.memory;
}
