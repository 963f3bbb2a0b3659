import { describe, expect, it } from 'vitest';
import { cutClip, frozenClip, swing, type Script } from './timeline.ts';

/** Ten pictures a second, each holding its own number. */
const recording = { frames: Array.from({ length: 100 }, (_, index) => Uint8Array.of(index)), fps: 10 };
const numbers = (frames: readonly Uint8Array[]): (number | undefined)[] => frames.map((frame) => frame[0]);
const script: Script = {
  rest: { from: 0, to: 0.3 },
  idle: { from: 0, to: 1 },
  moves: { blink: [{ from: 5, to: 5.2 }], 'turn-left': [{ from: 7, to: 7.3 }] },
};

describe('cutClip', () => {
  it('shows the moves in the order asked, the face at rest around each', () => {
    const clip = cutClip(recording, script, ['turn-left', 'blink'], { lead: 0.4, gap: 0.2, tail: 0.1 });

    expect(numbers(clip.frames)).toEqual([0, 1, 2, 1, 70, 71, 72, 0, 1, 50, 51, 0]);
    expect(clip.fps).toBe(10);
  });

  it('holds a move by playing a stretch of it backwards and forwards again', () => {
    const held: Script = {
      ...script,
      moves: {
        'turn-left': [
          { from: 7, to: 7.3 },
          { from: 7.3, to: 7.1 },
          { from: 7.1, to: 7.4 },
        ],
      },
    };
    const clip = cutClip(recording, held, ['turn-left'], { lead: 0, gap: 0, tail: 0 });

    expect(numbers(clip.frames)).toEqual([70, 71, 72, 72, 71, 71, 72, 73]);
  });

  it('refuses a move that the recording does not show', () => {
    expect(() => cutClip(recording, script, ['look-up'])).toThrow('does not show "look-up"');
  });
});

describe('swing', () => {
  it('plays to the end and back without showing the last picture twice', () => {
    expect(numbers(swing(recording.frames.slice(0, 3), 8))).toEqual([0, 1, 2, 1, 0, 1, 2, 1]);
  });

  it('repeats a single picture', () => {
    expect(numbers(swing(recording.frames.slice(4, 5), 3))).toEqual([4, 4, 4]);
  });
});

describe('frozenClip', () => {
  it('holds one picture for the time asked', () => {
    expect(numbers(frozenClip(Uint8Array.of(9), 0.3).frames)).toEqual([9, 9, 9]);
  });
});
