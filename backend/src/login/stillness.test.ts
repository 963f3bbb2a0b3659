import { describe, expect, it } from 'vitest';
import { Stillness } from './stillness.ts';
import { faceFacts, PICTURE, pictureFacts, type FaceOptions } from './testing.ts';

/** A picture with that brightness; a camera gives another one each time. */
const picture = (brightness: number, options: FaceOptions = {}) => ({
  ...pictureFacts(faceFacts(options)),
  brightness,
});

function watch(brightnesses: readonly number[], everyMs: number): Stillness {
  const stillness = new Stillness();
  brightnesses.forEach((brightness, index) => stillness.observe(index * everyMs, picture(brightness)));
  return stillness;
}

describe('stillness', () => {
  it('takes equal pictures over .6 s for a frozen one', () => {
    expect(watch(Array<number>(7).fill(120), 100).isFrozen).toBe(true);
  });

  it('takes equal pictures for a frozen one although the face in them is read a little differently', () => {
    const stillness = new Stillness();
    for (let index = 0; index < 7; index++)
      stillness.observe(100 * index, picture(120, { left: 1e-4 * index, eye: 1 - 1e-3 * index }));

    expect(stillness.isFrozen).toBe(true);
  });

  it('remembers a frozen picture that was cut to a moving one', () => {
    expect(watch([...Array<number>(7).fill(120), 119, 118], 100).isFrozen).toBe(true);
  });

  it('does not take a camera of 5 frames a second for a picture, although each frame is seen four times', () => {
    const repeated = Array.from({ length: 40 }, (_, index) => 120 + 0.001 * Math.floor(index / 4));
    const stillness = watch(repeated, 50);

    expect(stillness.isFrozen).toBe(false);
    expect(stillness.isNew).toBe(false);
  });

  it('does not take a camera that hangs for a moment for a picture', () => {
    expect(watch([...Array<number>(9).fill(120), 119], 50).isFrozen).toBe(false);
  });

  it('does not take two equal frames far apart for a picture', () => {
    expect(watch([120, 120], 2_000).isFrozen).toBe(false);
  });

  it('does not take a dark room for a picture', () => {
    const stillness = new Stillness();
    for (let index = 0; index < 20; index++) stillness.observe(100 * index, pictureFacts());

    expect(stillness.isFrozen).toBe(false);
  });

  describe('when the page sends another size', () => {
    /** As the page sends it at half the width. */
    const small = (brightness: number, options: FaceOptions = {}) => {
      const face = faceFacts(options);
      const { x, y, width, height } = face.box;
      const box = { x: x / 2, y: y / 2, width: width / 2, height: height / 2 };
      return {
        ...picture(brightness),
        width: PICTURE.width / 2,
        height: PICTURE.height / 2,
        faces: [{ ...face, box }],
      };
    };
    const after = (...smaller: ReturnType<typeof small>[]) => {
      const stillness = new Stillness();
      [0, 100, 200, 300].forEach((at) => stillness.observe(at, picture(120)));
      smaller.forEach((facts, index) => stillness.observe(400 + 100 * index, facts));
      return stillness;
    };

    it('still takes it for the same frozen one where the face has not moved', () => {
      expect(after(small(119.7), small(119.7), small(119.7)).isFrozen).toBe(true);
    });

    it.each([
      { name: 'turned', options: { left: 0.1 } },
      { name: 'moved', options: { at: [0.53, 0.5] as const } },
    ])('begins anew where the face has $name', ({ options }) => {
      const moved = small(119.7, options);

      expect(after(moved, moved, moved).isFrozen).toBe(false);
    });
  });
});
