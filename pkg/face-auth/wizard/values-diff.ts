import { isMap } from './settings.ts';

type Values = Readonly<Record<string, unknown>>;

/**
 * What has to be given to helm: only what differs from the chart's defaults. Lists are given whole. A map's key that the
 * defaults have and the values don't becomes null, which is how helm takes a default away.
 */
export function valuesDiff(defaults: Values, values: Values): Record<string, unknown> {
  const diff: Record<string, unknown> = {};

  for (const key of new Set([...Object.keys(defaults), ...Object.keys(values)])) {
    const [before, after] = [defaults[key], values[key]];

    if (isMap(before) && isMap(after)) {
      const inner = valuesDiff(before, after);

      if (Object.keys(inner).length > 0) {
        diff[key] = inner;
      }
    } else if (!equal(before, after)) {
      diff[key] = after ?? null;
    }
  }

  return diff;
}

function equal(a: unknown, b: unknown): boolean {
  return JSON.stringify(a ?? null) === JSON.stringify(b ?? null);
}
