import { dump } from 'js-yaml';

/** For programs. YAML without aliases and folded lines, so that it can be compared line by line. */
export function documentText(value: unknown, format: 'json' | 'yaml'): string {
  if (format === 'json') return JSON.stringify(value, undefined, 2);
  // Through JSON first: an undefined field is left out in both.
  return dump(JSON.parse(JSON.stringify(value)), { lineWidth: -1, noRefs: true }).trimEnd();
}
