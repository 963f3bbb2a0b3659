import { describe, expect, it } from 'vitest';
import { codedPictures } from './webm.ts';

/** Ids as the container writes them. */
const EBML = [0x1a, 0x45, 0xdf, 0xa3];
const SEGMENT = [0x18, 0x53, 0x80, 0x67];
const CLUSTER = [0x1f, 0x43, 0xb6, 0x75];
const TIMESTAMP = [0xe7];
const SIMPLE_BLOCK = [0xa3];

const element = (id: number[], content: number[]): number[] => [...id, 0x80 | content.length, ...content];
const cluster = (at: number[], ...blocks: number[][]): number[] =>
  element(CLUSTER, [...element(TIMESTAMP, at), ...blocks.flatMap((block) => element(SIMPLE_BLOCK, block))]);
const block = (at: number, isKey: boolean, ...data: number[]): number[] => [0x81, 0, at, isKey ? 0x80 : 0, ...data];

describe('the pictures of a .webm', () => {
  it('are found cluster by cluster, each with its time', () => {
    const clusters = [
      ...cluster([0], block(0, true, 1, 2), block(40, false, 3)),
      ...cluster([1, 0], block(0, true, 4)),
    ];
    const webm = Uint8Array.from([...element(EBML, [1, 2, 3]), ...element(SEGMENT, clusters)]);

    expect(codedPictures(webm).map(({ data, ...rest }) => ({ ...rest, data: [...data] }))).toEqual([
      { at: 0, isKey: true, data: [1, 2] },
      { at: 40, isKey: false, data: [3] },
      { at: 256, isKey: true, data: [4] },
    ]);
  });

  it('are missed with a word, not in silence', () => {
    expect(() => codedPictures(Uint8Array.from(element(EBML, [1])))).toThrow('no .webm');
  });
});
