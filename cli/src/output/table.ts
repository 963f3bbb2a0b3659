export interface Column {
  readonly title: string;
  /** The least it may be narrowed to, its words wrapped; left out: it is as wide as its longest cell. */
  readonly wrapTo?: number;
  readonly align?: 'right';
  /** Puts colour on a line of a cell that is padded already. */
  readonly paint?: (padded: string, cell: string) => string;
}

const GAP = 2;

/**
 * A table of which no line is longer than the terminal is wide, as long as its columns can be narrowed that far. Cells are
 * wrapped between words, within a word where it is longer than its column.
 */
export function table(columns: readonly Column[], rows: readonly (readonly string[])[], width: number): string {
  const widths = fit(columns, rows, width);
  const line = (cells: readonly string[], painted: boolean): string[] => {
    const wrapped = columns.map((_, index) => wrap(cells[index] ?? '', widths[index] ?? 0));
    const height = Math.max(...wrapped.map((lines) => lines.length));
    return Array.from({ length: height }, (_, at) =>
      columns
        .map(({ align, paint }, index) => {
          const text = wrapped[index]?.[at] ?? '';
          const space = ' '.repeat(Math.max(0, (widths[index] ?? 0) - lengthOf(text)));
          // The last column is not filled up: a line would end in spaces.
          const padded = align === 'right' ? space + text : index === columns.length - 1 ? text : text + space;
          return painted && paint ? paint(padded, cells[index] ?? '') : padded;
        })
        .join(' '.repeat(GAP))
        .trimEnd(),
    );
  };
  const titles = columns.map(({ title }) => title);
  return [...line(titles, false), ...rows.flatMap((cells) => line(cells, true))].join('\n');
}

function fit(columns: readonly Column[], rows: readonly (readonly string[])[], width: number): number[] {
  const natural = columns.map(({ title }, index) =>
    Math.max(lengthOf(title), ...rows.map((cells) => lengthOf(cells[index] ?? ''))),
  );
  const least = columns.map(({ wrapTo }, index) => Math.min(natural[index] ?? 0, wrapTo ?? Infinity));
  const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

  let excess = sum(natural) + GAP * (columns.length - 1) - width;
  const widths = [...natural];
  while (excess > 0) {
    // Always the widest of those that can give something.
    const index = widths.reduce(
      (best, own, at) => (own > (least[at] ?? 0) && own > (widths[best] ?? -1) ? at : best),
      -1,
    );
    if (index < 0) break;
    widths[index] = (widths[index] ?? 0) - 1;
    excess -= 1;
  }
  return widths;
}

/** Breaks a text into lines of at most `width`; a text without words is one empty line. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let current = '';
  for (const word of text.split(' ')) {
    const extended = current === '' ? word : `${current} ${word}`;
    if (lengthOf(extended) <= width) {
      current = extended;
      continue;
    }
    if (current !== '') lines.push(current);
    const letters = [...word];
    while (letters.length > width) lines.push(letters.splice(0, Math.max(1, width)).join(''));
    current = letters.join('');
  }
  return [...lines, current];
}

/** In code points: names and sentences of ours have no wide letters. */
const lengthOf = (text: string): number => [...text].length;
