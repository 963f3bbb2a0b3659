const FACTORS: Readonly<Record<string, number>> = {
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  '': 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
};

const ROUND = { down: Math.floor, up: Math.ceil } as const;

const QUANTITY = /^([+-]?(?:\d+\.?\d*|\.\d+))(?:([eE][+-]?\d+)|(n|u|m|k|M|G|T|P|E|Ki|Mi|Gi|Ti|Pi|Ei)?)$/;

/**
 * The number that a Kubernetes quantity stands for: `1.5Gi` is 1610612736, `250m` is 0.25, `1e3` is 1000.
 * `undefined` for anything else.
 */
export function parseQuantity(text: string): number | undefined {
  const match = QUANTITY.exec(text.trim());
  if (!match) return undefined;

  const [, digits = '', exponent = '', suffix = ''] = match;
  const value = Number(digits + exponent) * (FACTORS[suffix] ?? 1);
  return Number.isFinite(value) ? value : undefined;
}

/** CPU in whole millicores, rounded up as the scheduler does; `undefined` for what is no quantity. */
export function parseCpu(text: string): number | undefined {
  const cores = parseQuantity(text);
  return cores === undefined ? undefined : Math.ceil(roundOff(cores * 1000));
}

/** Memory or storage in whole bytes, rounded up; `undefined` for what is no quantity. */
export function parseBytes(text: string): number | undefined {
  const bytes = parseQuantity(text);
  return bytes === undefined ? undefined : Math.ceil(roundOff(bytes));
}

/** `250m` below one core, else cores with up to two digits: `1.5`. Rounded down, unless it says what is missing. */
export function formatCpu(millicores: number, round: 'down' | 'up' = 'down'): string {
  const to = ROUND[round];
  return millicores < 1000 ? `${to(millicores)}m` : String(to(millicores / 10) / 100);
}

/** In the largest of KiB, MiB, GiB, TiB that leaves at least 1, one digit after the point. Rounded down, unless it says what is missing. */
export function formatBytes(bytes: number, round: 'down' | 'up' = 'down'): string {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
  let value = bytes;
  let unit = 0;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit += 1;
  }
  return `${ROUND[round](value * 10) / 10} ${units[unit]}`;
}

/** Takes off what binary fractions add: 0.29 * 1000 is 290, not 290.00000000000006. */
function roundOff(value: number): number {
  return Number(value.toPrecision(15));
}
