/** By code units, the same everywhere; never by the reader's language. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
