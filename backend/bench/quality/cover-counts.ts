import type { Cover, FaceFacts } from '../../src/face/engine.ts';
import { isStraight } from '../../src/login/rest.ts';
import type { Worn } from './worn-covers.ts';

/** The limit of `Cover`. */
const LIMIT = 0.5;
const PARTS = ['eyes', 'mouth'] as const satisfies readonly (keyof Cover)[];

interface Count {
  called: number;
  of: number;
}

/** Counts what the sign of cover says of faces, by what is known of them. */
export class CoverCounts {
  readonly #rows = new Map<string, Map<string, Count>>();
  readonly #lost = new Map<string, number>();

  /**
   * @param kind What was done to the photo.
   * @param half 0 or 1: of the people.
   * @param face Undefined when none was found any more: that is told apart, it says nothing of the sign.
   */
  add(kind: string, half: number, there: Record<keyof Cover, Worn>, face: FaceFacts | undefined): void {
    if (face === undefined) {
      this.#lost.set(kind, (this.#lost.get(kind) ?? 0) + 1);
      return;
    }
    for (const part of PARTS) {
      if (there[part] === 'unclear') continue;
      const row = `${part}\t${kind}\t${there[part]}`;
      this.#count(row, `half ${half + 1}`, face.cover[part] > LIMIT);
      if (isStraight(face)) this.#count(row, 'straight', face.cover[part] > LIMIT);
    }
  }

  /** One line for each kind and part: how many were called covered, of how many, in each half of the people and of straight faces. */
  lines(): string[] {
    const rows = [...this.#rows].sort(([one], [other]) => (one < other ? -1 : 1));
    return [
      ...rows.map(
        ([row, counts]) =>
          `${row}\tcalled covered: ${['half 1', 'half 2', 'straight'].map((column) => text(column, counts.get(column))).join(', ')}`,
      ),
      ...[...this.#lost].map(([kind, count]) => `no face found any more\t${kind}\t${count}`),
    ];
  }

  #count(row: string, column: string, isCalled: boolean): void {
    const counts = this.#rows.get(row) ?? new Map<string, Count>();
    this.#rows.set(row, counts);
    const count = counts.get(column) ?? { called: 0, of: 0 };
    counts.set(column, { called: count.called + (isCalled ? 1 : 0), of: count.of + 1 });
  }
}

function text(column: string, { called, of }: Count = { called: 0, of: 0 }): string {
  const percent = of === 0 ? '' : ` (${((100 * called) / of).toFixed(1)} %)`;
  return `${column} ${called} of ${of}${percent}`;
}
