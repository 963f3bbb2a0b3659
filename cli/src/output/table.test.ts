import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { table, wrap } from './table.ts';

const COLUMNS = [{ title: 'CLUSTER' }, { title: 'SCORE', align: 'right' as const }, { title: 'WHY', wrapTo: 10 }];

describe('table', () => {
  it('puts cells under their titles', () => {
    expect(
      table(
        COLUMNS,
        [
          ['edge-1', '7', 'most room'],
          ['a', '120', ''],
        ],
        80,
      ),
    ).toBe(['CLUSTER  SCORE  WHY', 'edge-1       7  most room', 'a          120'].join('\n'));
  });

  it('wraps what may be wrapped, and nothing else', () => {
    expect(table(COLUMNS, [['edge-1', '7', 'no node tolerates the taint']], 32)).toBe(
      ['CLUSTER  SCORE  WHY', 'edge-1       7  no node', '                tolerates the', '                taint'].join(
        '\n',
      ),
    );
  });

  it('paints cells after they are padded, so that colours do not move the columns', () => {
    const paint = (padded: string, cell: string) => (cell === 'yes' ? `<${padded}>` : padded);

    expect(
      table(
        [{ title: 'FITS', paint }, { title: 'X' }],
        [
          ['yes', '1'],
          ['no', '2'],
        ],
        80,
      ),
    ).toBe(['FITS  X', '<yes >  1', 'no    2'].join('\n'));
  });

  it('is never wider than the terminal while its columns can be narrowed', () => {
    const text = fc.array(
      fc.string({ minLength: 1, maxLength: 30 }).map((word) => word.replace(/\s/g, '_')),
      { maxLength: 12 },
    );
    const rows = fc.array(fc.tuple(text, text), { maxLength: 8 });

    fc.assert(
      fc.property(rows, fc.integer({ min: 30, max: 120 }), (cells, width) => {
        const columns = [
          { title: 'A', wrapTo: 8 },
          { title: 'B', wrapTo: 8 },
        ];
        const drawn = table(
          columns,
          cells.map((row) => row.map((words) => words.join(' '))),
          width,
        );

        expect(Math.max(...drawn.split('\n').map((line) => [...line].length))).toBeLessThanOrEqual(width);
      }),
    );
  });
});

describe('wrap', () => {
  it('keeps every word', () => {
    const words = fc.array(fc.stringMatching(/^[a-z]{1,12}$/), { minLength: 1 });

    fc.assert(
      fc.property(words, fc.integer({ min: 1, max: 20 }), (given, width) => {
        expect(wrap(given.join(' '), width).join('').replaceAll(' ', '')).toBe(given.join(''));
      }),
    );
  });
});
