import { describe, expect, it } from 'vitest';
import { parseFrame } from '../../../src/gateway/frame.ts';
import { frameMessage } from './frame-message.ts';

describe('frameMessage', () => {
  it('is read by the server as it was meant', () => {
    const jpeg = Uint8Array.of(0xff, 0xd8, 1, 2, 3);
    const head = { sequence: 70_000, capturedAt: 1_795_568_763_957.5, width: 640 };

    const { jpeg: read, ...readHead } = parseFrame(new Uint8Array(frameMessage(head, jpeg.buffer)));

    expect(readHead).toEqual(head);
    expect([...read]).toEqual([...jpeg]);
  });
});
