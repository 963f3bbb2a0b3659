import { describe, expect, it } from 'vitest';
import { Stillness } from './stillness.ts';
import { faceFacts } from './testing.ts';

function watch(faces: readonly number[], everyMs: number): Stillness {
  const stillness = new Stillness();
  faces.forEach((eye, index) => stillness.observe(index * everyMs, faceFacts({ eye })));
  return stillness;
}

describe('stillness', () => {
  it('takes equal readings over .6 s for a frozen picture', () => {
    expect(watch(Array<number>(7).fill(1), 100).isFrozen).toBe(true);
  });

  it('remembers a frozen picture that was cut to a moving one', () => {
    expect(watch([...Array<number>(7).fill(1), 0.98, 0.99], 100).isFrozen).toBe(true);
  });

  it('does not take a camera of 5 frames a second for a picture, although each frame is seen four times', () => {
    const repeated = Array.from({ length: 40 }, (_, index) => 1 + 0.001 * Math.floor(index / 4));
    const stillness = watch(repeated, 50);

    expect(stillness.isFrozen).toBe(false);
    expect(stillness.isNew).toBe(false);
  });

  it('does not take a camera that hangs for a moment for a picture', () => {
    expect(watch([...Array<number>(9).fill(1), 0.99], 50).isFrozen).toBe(false);
  });

  it('does not take two equal frames far apart for a picture', () => {
    expect(watch([1, 1], 2_000).isFrozen).toBe(false);
  });
});
