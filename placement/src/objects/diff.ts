import { isTree } from './merged.ts';

/** One place in which two documents differ, by its path: `spec.helm.version`, `targets[0].name`. */
export interface Difference {
  readonly path: string;
  /** Undefined: it is not there. */
  readonly before: unknown;
  readonly after: unknown;
}

/** In the order of the paths' parts by name. Maps and lists are gone into, so that every difference is as small as can be. */
export function differences(before: unknown, after: unknown, path = ''): Difference[] {
  if (isTree(before) && isTree(after)) {
    const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
    return keys.flatMap((key) =>
      differences(before[key], after[key], path === '' ? word(key) : `${path}.${word(key)}`),
    );
  }
  if (Array.isArray(before) && Array.isArray(after)) {
    return Array.from({ length: Math.max(before.length, after.length) }, (_, index) => index).flatMap((index) =>
      differences(before[index], after[index], `${path}[${index}]`),
    );
  }
  return Object.is(before, after) ? [] : [{ path, before, after }];
}

/**
 * The differences for people, a line each: `+ values.replicas: 2` for what is new, `- …` for what goes, and
 * `~ version: "0.1.0" → "0.2.0"`. Empty where nothing differs.
 */
export function diffText(before: unknown, after: unknown): string {
  return differences(before ?? {}, after ?? {})
    .map(({ path, before: was, after: is }) => {
      if (was === undefined) return `+ ${path}: ${JSON.stringify(is)}`;
      if (is === undefined) return `- ${path}: ${JSON.stringify(was)}`;
      return `~ ${path}: ${JSON.stringify(was)} → ${JSON.stringify(is)}`;
    })
    .join('\n');
}

/** A key with dots in it, such as a label's, is quoted. */
function word(key: string): string {
  return /^[\w-]+$/.test(key) ? key : JSON.stringify(key);
}
