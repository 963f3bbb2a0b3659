/** Something about a cluster that was read, or could not be. What could not be read is never taken as fit. */
export type Fact<T> = { readonly known: true; readonly value: T } | { readonly known: false; readonly why: string };

export function known<T>(value: T): Fact<T> {
  return { known: true, value };
}

/** @param why A part of a sentence, such as `no answer within 10 seconds`. */
export function notKnown(why: string): Fact<never> {
  return { known: false, why };
}
