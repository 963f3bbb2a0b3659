import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { readJpegHeader } from './jpeg-header.ts';

const picture = () => sharp({ create: { width: 60, height: 40, channels: 3, background: '#7a8088' } });

describe('readJpegHeader', () => {
  it('reads size, colours and coding of a baseline JPEG', async () => {
    expect(readJpegHeader(await picture().jpeg().toBuffer())).toEqual({
      width: 60,
      height: 40,
      components: 3,
      precision: 8,
      process: 0,
      hasExif: false,
    });
  });

  it('tells progressive, grey and CMYK from it', async () => {
    expect(readJpegHeader(await picture().jpeg({ progressive: true }).toBuffer())?.process).toBe(2);
    expect(readJpegHeader(await picture().toColourspace('b-w').jpeg().toBuffer())?.components).toBe(1);
    expect(readJpegHeader(await picture().toColourspace('cmyk').jpeg().toBuffer())?.components).toBe(4);
  });

  it('sees EXIF data', async () => {
    const turned = await picture().withMetadata({ orientation: 6 }).jpeg().toBuffer();

    expect(readJpegHeader(turned)).toMatchObject({ width: 60, height: 40, hasExif: true });
  });

  it('passes over fill bytes between segments', async () => {
    const jpeg = await picture().jpeg().toBuffer();
    const filled = Buffer.concat([jpeg.subarray(0, 2), Buffer.of(0xff, 0xff), jpeg.subarray(2)]);

    expect(readJpegHeader(filled)?.width).toBe(60);
  });

  it.each([
    { damage: 'has ended', make: (jpeg: Buffer) => jpeg.subarray(0, 2) },
    { damage: 'ends within the frame header', make: (jpeg: Buffer) => jpeg.subarray(0, jpeg.indexOf(FRAME) + 6) },
    { damage: 'has a segment that is shorter than its length', make: (jpeg: Buffer) => withByte(jpeg, 4, 0xff) },
    { damage: 'has a segment of no length', make: (jpeg: Buffer) => withByte(withByte(jpeg, 4, 0), 5, 0) },
    { damage: 'has no marker after a segment', make: (jpeg: Buffer) => withByte(jpeg, 2, 0x12) },
    { damage: 'starts its data before its frame header', make: (jpeg: Buffer) => withByte(jpeg, 3, 0xda) },
  ])('finds none where the file $damage', async ({ make }) => {
    expect(readJpegHeader(make(await picture().jpeg().toBuffer()))).toBeUndefined();
  });
});

const FRAME = Buffer.of(0xff, 0xc0);

function withByte(jpeg: Buffer, index: number, value: number): Buffer {
  const changed = Buffer.from(jpeg);
  changed[index] = value;
  return changed;
}
