import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatBytes, formatCpu, parseBytes, parseCpu, parseQuantity } from './quantity.ts';

describe('parseQuantity', () => {
  it.each([
    ['1', 1],
    ['250m', 0.25],
    ['1.5Gi', 1.5 * 2 ** 30],
    ['1e3', 1000],
    ['12E2', 1200],
    ['1E', 1e18],
    ['.5', 0.5],
    ['5.', 5],
    ['100k', 100_000],
    ['-1Ki', -1024],
    [' 2Mi ', 2 * 2 ** 20],
  ])('reads %s as %d', (text, value) => {
    expect(parseQuantity(text)).toBe(value);
  });

  it.each(['', 'a lot', '1.2.3', '1 Gi', '1gi', '1e', '1e3Ki', 'Infinity'])(
    'does not take "%s" for a quantity',
    (text) => {
      expect(parseQuantity(text)).toBeUndefined();
    },
  );
});

describe('parseCpu and parseBytes', () => {
  it('give millicores and bytes', () => {
    expect(parseCpu('0.29')).toBe(290);
    expect(parseCpu('1')).toBe(1000);
    expect(parseBytes('8Gi')).toBe(8 * 2 ** 30);
  });

  it('round up what is smaller than a millicore, as the scheduler does', () => {
    expect(parseCpu('100u')).toBe(1);
    expect(parseBytes('100m')).toBe(1);
  });

  it('read back every whole number of millicores', () => {
    fc.assert(
      fc.property(fc.nat(1_000_000), (millicores) => {
        expect(parseCpu(`${millicores}m`)).toBe(millicores);
        expect(parseCpu(String(millicores / 1000))).toBe(millicores);
      }),
    );
  });
});

describe('formatCpu and formatBytes', () => {
  it.each([
    [250, '250m'],
    [1000, '1'],
    [1999, '1.99'],
  ])('writes %d millicores as %s', (millicores, text) => {
    expect(formatCpu(millicores)).toBe(text);
  });

  it.each([
    [0, '0 B'],
    [2 ** 29, '512 MiB'],
    [2 ** 31 - 1, '1.9 GiB'],
  ])('writes %d bytes as %s', (bytes, text) => {
    expect(formatBytes(bytes)).toBe(text);
  });

  it('round up what is missing', () => {
    expect(formatCpu(1999, 'up')).toBe('2');
    expect(formatBytes(2 ** 20 + 1, 'up')).toBe('1.1 MiB');
  });
});
