/** One thing that is wrong with a request. */
export interface RequestProblem {
  /** In the document's own words: `spec.spread[0].label`; empty for the document itself. */
  readonly path: string;
  /** What would be right, as the end of "expected …". */
  readonly expected: string;
  /** What is there, as the end of "found …". */
  readonly found: string;
}

/** One line: `spec.selection.count: expected a whole number, found "three"`. */
export function problemText({ path, expected, found }: RequestProblem): string {
  return `${path === '' ? 'the document' : path}: expected ${expected}, found ${found}`;
}

type Path = readonly PropertyKey[];

export function pathText(path: Path): string {
  return path
    .map((part, index) => (typeof part === 'number' ? `[${part}]` : `${index > 0 ? '.' : ''}${String(part)}`))
    .join('');
}

export function valueAt(document: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (value, part) =>
      typeof value === 'object' && value !== null ? (value as Record<PropertyKey, unknown>)[part] : undefined,
    document,
  );
}

/** For people, and short: a list or a map is only named so. */
export function foundText(value: unknown): string {
  if (value === undefined || value === null) return 'nothing';
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list';
  if (typeof value === 'object') return 'a map';
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
