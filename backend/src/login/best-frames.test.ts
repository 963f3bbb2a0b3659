import { describe, expect, it } from 'vitest';
import { BestFrames, frameQuality } from './best-frames.ts';
import { faceFacts, pictureFacts, vectorOf, type FaceOptions } from './testing.ts';

function offer(frames: BestFrames, person: string, options: FaceOptions = {}): void {
  const face = { ...faceFacts(options), vector: vectorOf(person) };
  frames.offer(pictureFacts(face), face);
}

describe('the best frames', () => {
  it('are those that are sharp, near, straight and well lit, best first', () => {
    const frames = new BestFrames(2);
    offer(frames, 'blurred', { sharpness: 20 });
    offer(frames, 'turned', { left: 0.2 });
    offer(frames, 'perfect');

    expect(frames.vectors).toEqual([vectorOf('perfect'), vectorOf('turned')]);
  });

  it('never hold a turned face or one without a vector', () => {
    const frames = new BestFrames(3);
    offer(frames, 'turned', { left: 0.5 });
    frames.offer(pictureFacts(faceFacts()), faceFacts());

    expect(frames.count).toBe(0);
  });

  it.each([
    { name: 'soft', options: { sharpness: 50 } },
    { name: 'small', options: { height: 0.2 } },
    { name: 'turned', options: { left: 0.2 } },
    { name: 'dark', options: { brightness: 40 } },
    { name: 'glaring', options: { brightness: 230 } },
  ])('count a $name frame for less', ({ options }) => {
    const quality = (face = faceFacts()) => frameQuality(pictureFacts(face), face);

    expect(quality(faceFacts(options))).toBeLessThan(quality());
  });
});
