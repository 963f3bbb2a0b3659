/**
 * Amounts by Kubernetes' resource name: CPU in millicores, memory and ephemeral storage in bytes, `pods` and extended resources
 * (`nvidia.com/gpu`) in pieces. What is not named is 0.
 */
export interface Resources {
  readonly cpu: number;
  readonly memory: number;
  readonly [other: string]: number;
}

export const NO_RESOURCES: Resources = { cpu: 0, memory: 0 };

export function plus(a: Resources, b: Resources): Resources {
  return combine(a, b, (x, y) => x + y);
}

/** The larger of each. */
export function larger(a: Resources, b: Resources): Resources {
  return combine(a, b, Math.max);
}

/** What is left of each; nothing is less than 0. */
export function minus(a: Resources, b: Resources): Resources {
  return combine(a, b, (x, y) => Math.max(0, x - y));
}

/** Whether there is as much of everything that is needed; of what is not needed there may be too little already. */
export function covers(free: Resources, needed: Resources): boolean {
  return shortOf(free, needed).length === 0;
}

/** The names of what there is too little of, in order. */
export function shortOf(free: Resources, needed: Resources): string[] {
  return Object.keys(needed)
    .filter((name) => (needed[name] ?? 0) > 0 && (free[name] ?? 0) < (needed[name] ?? 0))
    .sort();
}

function combine(a: Resources, b: Resources, of: (x: number, y: number) => number): Resources {
  const result: { cpu: number; memory: number; [other: string]: number } = { cpu: 0, memory: 0 };
  for (const name of Object.keys({ ...a, ...b })) result[name] = of(a[name] ?? 0, b[name] ?? 0);
  return result;
}
