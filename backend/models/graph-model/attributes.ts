import type { Operation } from './read-graph-model.ts';

/** Whole numbers of an attribute that is a list; none when it is absent. */
export function integers({ attributes }: Operation, name: string): number[] {
  return (attributes[name]?.list?.i ?? []).map(Number);
}

/** Height and width part of a list in the order batch, height, width, channels, such as `strides`. */
export function spatial(operation: Operation, name: string): [number, number] {
  const [, height = 1, width = 1] = integers(operation, name);
  return [height, width];
}

/** Text of an attribute; undefined when it is absent. */
export function text({ attributes }: Operation, name: string): string | undefined {
  const encoded = attributes[name]?.s;
  return encoded === undefined ? undefined : decode(encoded);
}

/** Texts of an attribute that is a list; none when it is absent. */
export function texts({ attributes }: Operation, name: string): string[] {
  return (attributes[name]?.list?.s ?? []).map(decode);
}

function decode(encoded: string): string {
  return Buffer.from(encoded, 'base64').toString();
}
