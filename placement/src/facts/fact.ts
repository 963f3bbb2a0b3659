/** Something about a cluster that was read, or could not be. What could not be read is never taken as fit. */
export type Fact<T> = { readonly known: true; readonly value: T } | { readonly known: false; readonly why: string };

export function known<T>(value: T): Fact<T> {
  return { known: true, value };
}

/** @param why A part of a sentence, such as `no answer within 10 seconds`. */
export function notKnown(why: string): Fact<never> {
  return { known: false, why };
}

/** What follows from a fact; what is not known stays so. */
export function mapFact<T, U>(fact: Fact<T>, of: (value: T) => U): Fact<U> {
  return fact.known ? known(of(fact.value)) : fact;
}
