import { describe, expect, it } from 'vitest';
import { frameAnswered, frameLost, frameTaken, isDue, startPacing } from './pacing.ts';

describe('pacing', () => {
  it('takes the first frame at once', () => {
    expect(isDue(startPacing(), 0)).toBe(true);
  });

  it('waits for the interval the server asked for', () => {
    const pacing = frameAnswered(frameTaken(startPacing(), 1_000), { width: 640, intervalMs: 200 });

    expect(isDue(pacing, 1_150)).toBe(false);
    expect(isDue(pacing, 1_200)).toBe(true);
  });

  it('keeps 20 a second with a camera of 30 a second', () => {
    let pacing = frameAnswered(startPacing(), { width: 320, intervalMs: 50 });
    let taken = 0;
    for (let beat = 0; beat < 300; beat += 1) {
      const now = (beat * 1_000) / 30;
      if (!isDue(pacing, now)) continue;
      pacing = frameAnswered(frameTaken(pacing, now), { width: 320, intervalMs: 50 });
      taken += 1;
    }

    expect(taken).toBe(200);
  });

  it('does not make up for a pause with a burst', () => {
    const pacing = frameAnswered(frameTaken(frameTaken(startPacing(), 0), 5_000), { width: 320, intervalMs: 200 });

    expect(isDue(pacing, 5_100)).toBe(false);
  });

  it('never has more than two unanswered, however long the server takes', () => {
    const waiting = frameTaken(frameTaken(startPacing(), 0), 1_000);

    expect(isDue(waiting, 60_000)).toBe(false);
    expect(isDue(frameAnswered(waiting, { width: 320, intervalMs: 200 }), 60_000)).toBe(true);
  });

  it('does not wait for the answer to a frame that was never sent', () => {
    const pacing = frameLost(frameTaken(frameTaken(startPacing(), 0), 1_000));

    expect(isDue(pacing, 2_000)).toBe(true);
  });

  it('takes the width from the last answer', () => {
    const pacing = frameAnswered(frameTaken(startPacing(), 0), { width: 640, intervalMs: 200 });

    expect(pacing.next.width).toBe(640);
  });
});
